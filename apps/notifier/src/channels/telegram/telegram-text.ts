import type { Message } from '../message.js';

/** Telegram takes 4096 characters; fifteen lines of this length stay below. */
const maxLineLength = 250;

/** The message in Telegram's HTML. Ref: https://core.telegram.org/bots/api#html-style */
export const telegramText = ({ title, event, reason, listings, seen, proof }: Message): string =>
  [
    `<b>${line(title)}</b>`,
    line(event),
    line(reason),
    ...(listings.length > 0 ? ['', ...listings.map(line)] : []),
    ...(seen === null ? [] : ['', `<i>Seen at ${line(seen)}</i>`]),
    ...(proof === null ? [] : [`<code>${line(proof)}</code>`]),
  ].join('\n');

const line = (text: string): string => escape(text.length > maxLineLength ? `${text.slice(0, maxLineLength - 1)}…` : text);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escape = (text: string): string => text.replaceAll(/[&<>]/g, (character) => entities[character]!);
