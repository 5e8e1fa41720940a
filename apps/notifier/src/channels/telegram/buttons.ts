import { createHash } from 'node:crypto';
import { InlineKeyboard } from 'grammy';
import type { Message } from '../message.js';

/** What a press of a button asks for. Telegram keeps at most 64 bytes for a button, so it names a message by the start of its digest. */
export type Press = { action: 'ack' | 'mute' | 'details'; name: string };

type Buttons = ReturnType<InlineKeyboard['row']>['inline_keyboard'];

/** null where there is nothing to press. */
export const buttonsOf = ({ subject, parts }: Message): Buttons | null => {
  if (subject === null) return null;
  const name = pressName(subject.deliveryKey);
  const keyboard = new InlineKeyboard().text('✓ Seen', `ack:${name}`);
  if (parts.length === 0) keyboard.text('Mute 24 h', `mute:${name}`).text('Details', `details:${name}`);
  return keyboard.inline_keyboard;
};

export const pressOf = (data: string): Press | null => {
  const match = /^(ack|mute|details):([0-9a-f]{16})$/.exec(data);
  return match ? { action: match[1] as Press['action'], name: match[2]! } : null;
};

/** The same for every press of one message. */
export const pressName = (deliveryKey: string): string => createHash('sha256').update(deliveryKey).digest('hex').slice(0, 16);
