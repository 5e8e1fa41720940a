import { z } from 'zod';

/** How the office behaves; `free` null for times that come and go by themselves. */
export const OfficeSettings = z.strictObject({
  version: z.enum(['current', 'legacy', 'gone']).default('current'),
  /** Epoch seconds. */
  free: z.array(z.int().positive()).max(10_000).nullable().default(null),
  /** Accepted requests in a row, and the silence that ends the count; null for no limit. */
  limit: z
    .strictObject({ requests: z.int().min(1), quietMs: z.int().min(1) })
    .nullable()
    .default({ requests: 60, quietMs: 60_000 }),
  captcha: z
    .strictObject({ wanted: z.boolean(), told: z.boolean(), lifeSeconds: z.int().min(1).max(86_400) })
    .default({ wanted: true, told: true, lifeSeconds: 300 }),
  /** The network address that the office believes to see. */
  address: z.ipv4().default('127.0.0.1'),
  fault: z
    .strictObject({ status: z.int().min(200).max(599), body: z.string(), contentType: z.string().optional() })
    .nullable()
    .default(null),
});
export type OfficeSettings = z.output<typeof OfficeSettings>;
