import { titleOf, type Message } from '../message.js';

/** Telegram takes 4096 characters of a message, entities not counted, and 1024 of a caption. */
export const maxTextLength = 4_096;
export const maxCaptionLength = 1_024;

const maxLineLength = 250;

/** The message in Telegram's HTML, whole lines up to `maxLength`. Ref: https://core.telegram.org/bots/api#html-style */
export const telegramText = (message: Message, maxLength = maxTextLength): string =>
  fitting(message.parts.length > 0 ? digestLines(message) : alertLines(message), maxLength);

const alertLines = (message: Message): string[] => [
  `<b>${line(titleOf(message))}</b>`,
  line(message.event),
  line(message.reason),
  ...(message.note === null ? [] : [`<i>${line(message.note)}</i>`]),
  ...(message.listings.length > 0 ? ['', ...message.listings.map(line)] : []),
  ...(message.seen === null ? [] : ['', `<i>Seen at ${line(message.seen)}</i>`]),
  ...(message.proof === null ? [] : [`<code>${line(message.proof)}</code>`]),
];

const digestLines = ({ title, note, parts }: Message): string[] => [
  `<b>${line(title)}</b>`,
  ...(note === null ? [] : [`<i>${line(note)}</i>`]),
  ...parts.flatMap((part) => ['', `<b>${line(titleOf(part))}</b>`, line(part.event), line(part.reason)]),
];

const fitting = (lines: readonly string[], maxLength: number): string => {
  const kept: string[] = [];
  let length = 0;
  for (const [index, text] of lines.entries()) {
    length += text.length + 1;
    if (length > maxLength - 40) return [...kept, `… and ${lines.length - index} more lines`].join('\n');
    kept.push(text);
  }
  return kept.join('\n');
};

const line = (text: string): string => escape(text.length > maxLineLength ? `${text.slice(0, maxLineLength - 1)}…` : text);

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escape = (text: string): string => text.replaceAll(/[&<>]/g, (character) => entities[character]!);
