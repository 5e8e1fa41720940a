import { z } from 'zod';

const Url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

/** Where one channel finds a person. Everything in it is personal or secret: it leaves the notifier only towards that channel. */
export const Address = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('log') }),
  z.object({ channel: z.literal('webhook'), url: Url, secret: z.string().min(16, 'must have at least 16 characters') }),
  z.object({
    channel: z.literal('telegram'),
    chatId: z.string().regex(/^(-?\d+|@\w+)$/, 'must be a chat id such as 123456789, or @channel'),
  }),
  z.object({ channel: z.literal('slack'), url: Url }),
  z.object({ channel: z.literal('discord'), url: Url }),
  z.object({ channel: z.literal('email'), address: z.email() }),
  /** `url` is that of the topic, e.g. https://ntfy.sh/a-name-nobody-guesses. */
  z.object({ channel: z.literal('ntfy'), url: Url, token: z.string().min(1).optional() }),
]);
export type Address = z.infer<typeof Address>;
export type AddressOf<Name extends Address['channel']> = Extract<Address, { channel: Name }>;
