import { titleOf, type Message, type Telling } from '../message.js';

type Text = { type: 'mrkdwn' | 'plain_text'; text: string };
export type Block =
  | { type: 'header'; text: Text }
  | { type: 'section'; text: Text }
  | { type: 'context'; elements: Text[] }
  | { type: 'image'; image_url: string; alt_text: string }
  | { type: 'actions'; elements: { type: 'button'; text: Text; url: string }[] }
  | { type: 'divider' };

/** Ref: https://docs.slack.dev/reference/block-kit/blocks: a header takes 150 characters, a section 3000, a message 50 blocks. */
const maxHeader = 150;
const maxText = 3_000;
const maxParts = 20;

/** The message as Block Kit, and as the plain text that notifications show. */
export const slackMessage = (message: Message): { text: string; blocks: Block[] } => ({
  text: clipped(`${titleOf(message)}: ${message.reason}`, maxText),
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: clipped(titleOf(message), maxHeader) } },
    ...(message.parts.length > 0 ? message.parts.slice(0, maxParts).flatMap(partBlocks) : alertBlocks(message)),
    ...(message.parts.length > maxParts ? [context(`… and ${message.parts.length - maxParts} more`)] : []),
    ...(message.note === null ? [] : [context(escape(message.note))]),
    ...picture(message),
    ...actions(message),
  ],
});

const alertBlocks = ({ event, reason, listings, seen, proof }: Message): Block[] => [
  section(`*${escape(event)}*\n${escape(reason)}`),
  ...(listings.length > 0 ? [section(listings.map((listing) => `• ${escape(listing)}`).join('\n'))] : []),
  ...(seen === null ? [] : [context(`Seen at ${escape(seen)}${proof === null ? '' : `\n\`${escape(proof)}\``}`)]),
];

const partBlocks = (part: Telling): Block[] => [
  { type: 'divider' },
  section(`*${escape(titleOf(part))}*\n${escape(part.event)}\n${escape(part.reason)}`),
];

/** An incoming webhook takes no upload, so the picture is shown where we can serve it at a public address. */
const picture = ({ links, picture: shown }: Message): Block[] =>
  links.picture === null || shown === null ? [] : [{ type: 'image', image_url: links.picture, alt_text: shown.alt }];

const actions = ({ links }: Message): Block[] =>
  links.acknowledge === null
    ? []
    : [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Seen' }, url: links.acknowledge }] }];

const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text: clipped(text, maxText) } });
const context = (text: string): Block => ({ type: 'context', elements: [{ type: 'mrkdwn', text: clipped(text, maxText) }] });

const clipped = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A zero-width space keeps marks of people from being taken for formatting. Ref: https://docs.slack.dev/messaging/formatting-message-text */
const escape = (text: string): string =>
  text.replaceAll(/[&<>]/g, (character) => entities[character]!).replaceAll(/[*_~`]/g, (mark) => `\u200b${mark}\u200b`);
