import { titleOf, type Message, type Telling } from '../message.js';

const maxSubjectLength = 150;

export const emailSubject = (message: Message): string => {
  const subject = message.parts.length > 0 ? message.title : `${titleOf(message)} · ${message.event.split(',')[0]}`;
  const line = subject.replaceAll(/[\r\n]+/g, ' ');
  return line.length > maxSubjectLength ? `${line.slice(0, maxSubjectLength - 1)}…` : line;
};

/** The message for readers without HTML. */
export const emailText = (message: Message): string =>
  [
    titleOf(message),
    ...(message.note === null ? [] : [message.note]),
    '',
    ...(message.parts.length > 0 ? message.parts.flatMap((part) => [titleOf(part), ...lines(part), '', '-- ', '']) : lines(message)),
    ...(message.links.acknowledge === null ? [] : ['', `I have seen it: ${message.links.acknowledge}`]),
    ...(message.links.stop === null ? [] : ['', `No more e-mails: ${message.links.stop}`]),
  ].join('\n');

const lines = ({ event, reason, listings, seen, proof }: Telling): string[] => [
  event,
  reason,
  ...(listings.length > 0 ? ['', ...listings.map((listing) => `* ${listing}`)] : []),
  ...(seen === null ? [] : ['', `Seen at ${seen}`]),
  ...(proof === null ? [] : [`Look at it: ${proof}`]),
];
