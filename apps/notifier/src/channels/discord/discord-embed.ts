import type { Severity } from '@tickettape/contracts';
import { titleOf, type Message, type Telling } from '../message.js';

type Field = { name: string; value: string };
export type DiscordMessage = {
  content: string;
  embeds: {
    title: string;
    description: string;
    color: number;
    fields?: Field[];
    image?: { url: string };
    footer?: { text: string };
  }[];
  /** Nobody is pinged by what a seller wrote. */
  allowed_mentions: { parse: [] };
};

export const pictureName = 'prices.png';

/** Ref: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const limits = { title: 256, description: 4_000, fields: 20, fieldName: 256, fieldValue: 250, footer: 2_048 } as const;

const colors: Record<Severity, number> = { low: 0x6b7280, normal: 0x2563eb, high: 0xdc2626 };

/** The message as one embed. */
export const discordMessage = (message: Message): DiscordMessage => ({
  content: message.note === null ? '' : escape(message.note),
  embeds: [
    {
      title: clipped(escape(titleOf(message)), limits.title),
      description: clipped(description(message), limits.description),
      color: colors[message.severity],
      ...(message.parts.length > 0 && { fields: message.parts.slice(0, limits.fields).map(field) }),
      ...(message.picture !== null && { image: { url: `attachment://${pictureName}` } }),
      ...footer(message),
    },
  ],
  allowed_mentions: { parse: [] },
});

const description = ({ event, reason, listings, proof, links, parts }: Message): string =>
  [
    `**${escape(event)}**`,
    ...(parts.length > limits.fields ? [`the first ${limits.fields} of ${parts.length}`] : [escape(reason)]),
    ...listings.map((listing) => `- ${escape(listing)}`),
    ...(proof === null ? [] : [`\`${proof.replaceAll('`', "'")}\``]),
    ...(links.acknowledge === null ? [] : [`[I have seen it](${links.acknowledge})`]),
  ].join('\n');

const field = (part: Telling): Field => ({
  name: clipped(escape(titleOf(part)), limits.fieldName),
  value: clipped(`${escape(part.event)}\n${escape(part.reason)}`, limits.fieldValue),
});

const footer = ({ seen }: Message) => (seen === null ? {} : { footer: { text: clipped(`Seen at ${seen}`, limits.footer) } });

const clipped = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

const escape = (text: string): string => text.replaceAll(/[\\*_~`|>#[\]()@-]/g, (mark) => `\\${mark}`);
