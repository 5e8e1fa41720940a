import type { Severity } from '@tickettape/contracts';
import { titleOf, type Message, type Telling } from '../message.js';

/** How the HTML names the picture that comes with it. */
export const pictureId = 'prices@tickettape';

const accents: Record<Severity, string> = { low: '#6b7280', normal: '#2563eb', high: '#dc2626' };

/** Mail readers know tables and inline styles; pictures of others, scripts and style sheets they drop. */
export const emailHtml = (message: Message): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(titleOf(message))}</title></head>
<body style="margin:0;padding:24px 12px;background:#f3f4f6;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#111827">
<div style="display:none;max-height:0;overflow:hidden">${escape(message.reason)}</div>
<table role="presentation" cellpadding="0" cellspacing="0" width="100%"><tr><td align="center">
<table role="presentation" cellpadding="0" cellspacing="0" width="100%" style="max-width:640px;background:#ffffff;border-radius:10px;border-top:5px solid ${accents[message.severity]};box-shadow:0 1px 3px rgba(0,0,0,.12)">
${row(heading(message))}
${message.parts.length > 0 ? message.parts.map((part) => row(partOf(part), divider)).join('\n') : row(body(message))}
${message.picture === null ? '' : row(picture(message.picture.alt))}
${message.links.acknowledge === null ? '' : row(button(message.links.acknowledge))}
</table>
<p style="max-width:640px;margin:16px auto 0;font-size:12px;color:#6b7280">Told by tickettape, because a watch of yours asked for it.${stop(message)}</p>
</td></tr></table></body></html>`;

const row = (content: string, style = ''): string => `<tr><td style="padding:14px 28px;${style}">${content}</td></tr>`;
const divider = 'border-top:1px solid #e5e7eb';

const heading = (message: Message): string =>
  `<h1 style="margin:0;font-size:22px;line-height:1.3">${escape(titleOf(message))}</h1>` +
  (message.parts.length > 0 ? '' : `<div style="margin-top:4px;color:#4b5563">${escape(message.event)}</div>`) +
  (message.note === null ? '' : `<div style="margin-top:8px;color:#92400e">${escape(message.note)}</div>`);

const body = (telling: Telling): string =>
  `<p style="margin:0 0 14px;font-size:18px">${escape(telling.reason)}</p>${list(telling.listings)}${evidence(telling)}`;

const partOf = (part: Telling): string =>
  `<div style="font-weight:600;border-left:4px solid ${accents[part.severity]};padding-left:10px">${escape(titleOf(part))}</div>` +
  `<div style="margin:2px 0 8px;color:#4b5563;font-size:14px">${escape(part.event)}</div><div>${escape(part.reason)}</div>${evidence(part)}`;

const list = (listings: readonly string[]): string =>
  listings.length === 0
    ? ''
    : `<table role="presentation" cellpadding="0" cellspacing="0" width="100%" style="margin:0 0 14px;border-collapse:collapse;font-size:15px">${listings.map(listingRow).join('')}</table>`;

const listingRow = (listing: string, index: number): string =>
  `<tr><td style="padding:7px 10px;background:${index % 2 === 0 ? '#f9fafb' : '#ffffff'};border-radius:4px">${escape(listing)}</td></tr>`;

const evidence = ({ seen, proof }: Telling): string =>
  (seen === null ? '' : `<div style="margin-top:6px;font-size:13px;color:#6b7280">Seen at ${escape(seen)}</div>`) +
  (proof === null
    ? ''
    : `<div style="margin-top:4px;font-size:13px"><code style="background:#f3f4f6;padding:2px 6px;border-radius:4px;color:#374151">${escape(proof)}</code></div>`);

const picture = (alt: string): string =>
  `<img src="cid:${pictureId}" alt="${escape(alt)}" width="584" style="display:block;width:100%;max-width:584px;height:auto;border-radius:6px">`;

const button = (url: string): string =>
  `<a href="${escape(url)}" style="display:inline-block;background:#111827;color:#ffffff;text-decoration:none;padding:10px 20px;border-radius:6px;font-weight:600">I have seen it</a>`;

const stop = ({ links }: Message): string =>
  links.stop === null ? '' : ` <a href="${escape(links.stop)}" style="color:#6b7280">No more e-mails</a>`;

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
