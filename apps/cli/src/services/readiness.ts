import { z } from 'zod';

/** Whether a service does its work. */
export type Readiness = { state: 'ready' } | { state: 'not ready'; waitsFor: string } | { state: 'silent'; why: string };

const HealthReport = z.object({ error: z.record(z.string(), z.object({ message: z.string().optional() }).loose()).optional() });

/** Asks once; never throws. */
export const askReadiness = async (url: string, timeoutMs = 2000): Promise<Readiness> => {
  try {
    const response = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? { state: 'ready' } : { state: 'not ready', waitsFor: whatIsDown(await response.text()) };
  } catch (error) {
    return { state: 'silent', why: reasonOf(error) };
  }
};

/** `database (connection refused), nats`. */
export const whatIsDown = (body: string): string => {
  const { success, data } = HealthReport.safeParse(parseJson(body));
  const down = Object.entries((success && data.error) || {}).map(([name, { message }]) => (message ? `${name} (${message})` : name));
  return down.join(', ') || 'no reason given';
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `fetch` hides the reason in the cause. */
const reasonOf = (error: unknown): string => {
  const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? 'no connection');
};
