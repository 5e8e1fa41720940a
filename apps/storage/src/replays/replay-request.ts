import { defaultTarget, parseBound, parseSpeed, tapeStreams, type ReplaySettings } from '@tickettape/archive';
import { z } from 'zod';

const Place = z.union([z.int().positive(), z.iso.datetime({ offset: true })]);

export const ReplayRequest = z
  .object({
    stream: z.enum(tapeStreams),
    from: Place.optional().describe('Stream sequence or instant of the first message; default: the beginning'),
    to: Place.optional().describe('Stream sequence or instant of the last message; default: what is stored now'),
    subject: z
      .string()
      .regex(/^(?:[\w-]+|\*)(?:\.(?:[\w-]+|\*))*(?:\.>)?$/)
      .optional()
      .describe('Only what matches, e.g. book.stubhub.5958508'),
    speed: z
      .string()
      .refine((text) => parseSpeed(text) !== null, 'must be original, instant, or e.g. 10x')
      .default('original'),
    toSubject: z.string().default(defaultTarget).describe('What comes before each subject; never the tape itself'),
  })
  .meta({ id: 'ReplayRequest' });
export type ReplayRequest = z.output<typeof ReplayRequest>;

export const replaySettingsOf = ({ stream, from, to, subject, speed, toSubject }: ReplayRequest): ReplaySettings => ({
  stream,
  ...(from !== undefined && { from: parseBound(String(from))! }),
  ...(to !== undefined && { to: parseBound(String(to))! }),
  ...(subject !== undefined && { subject }),
  speed: parseSpeed(speed)!,
  target: toSubject,
});
