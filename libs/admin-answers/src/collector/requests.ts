import { RequestRecord } from '@tickettape/contracts';
import { z } from 'zod';

/** `GET /admin/requests`, the newest first. */
export const Requests = z.object({ requests: z.array(RequestRecord) }).meta({ id: 'Requests' });
export type Requests = z.output<typeof Requests>;
