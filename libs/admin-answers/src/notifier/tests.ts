import { Channel } from '@tickettape/contracts';
import { z } from 'zod';

const tried = { channel: Channel, outcome: z.enum(['sent', 'failed']), code: z.string().nullable() };

/** `POST /admin/channels/:channel/test` */
export const TestResult = z.object({ ...tried, detail: z.string().nullable() }).meta({ id: 'TestResult' });
export type TestResult = z.output<typeof TestResult>;

/** `POST /admin/people/:recipient/test` */
export const TestResults = z.object({ results: z.array(z.object(tried)) }).meta({ id: 'TestResults' });
export type TestResults = z.output<typeof TestResults>;
