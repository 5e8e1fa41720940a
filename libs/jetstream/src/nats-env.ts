import { z } from 'zod';
import type { NatsAccess } from './connect.js';

/** How a program gets at NATS, read from its environment. */
export const NatsEnv = z.object({
  NATS_URL: z.string().default('nats://127.0.0.1:4222').describe('Addresses of the NATS servers, separated by commas'),
  NATS_USER: z.string().min(1).optional().describe('User of the NATS servers; without it none is named'),
  NATS_PASSWORD: z.string().min(1).optional().describe('Secret: its password'),
  NATS_CA_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('Certificate of the authority that vouches for the NATS servers; with it only TLS connections are made'),
});
export type NatsEnv = z.output<typeof NatsEnv>;

export const natsAccess = ({ NATS_URL, NATS_USER, NATS_PASSWORD, NATS_CA_FILE }: NatsEnv): NatsAccess => ({
  servers: NATS_URL,
  ...(NATS_USER !== undefined && { user: NATS_USER }),
  ...(NATS_PASSWORD !== undefined && { password: NATS_PASSWORD }),
  ...(NATS_CA_FILE !== undefined && { caFile: NATS_CA_FILE }),
});
