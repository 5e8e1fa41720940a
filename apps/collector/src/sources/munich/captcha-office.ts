import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import type { HostGate } from '../../politeness/host-gate.js';
import { NotNow } from '../../politeness/not-now.js';
import type { CaptchaOffice } from '../captcha-desk.js';
import type { Exchange } from '../exchange.js';
import type { Feed, Request } from './feed.js';
import { judge, noSlot } from './verdict.js';

type Settings = { name: string; address: string | null; gate: HostGate; ask: Feed };

/** An ALTCHA challenge of version 2; what else it holds is the widget's business. */
const Challenge = z.looseObject({
  parameters: z.looseObject({ algorithm: z.string().min(1), nonce: z.string(), salt: z.string(), keyPrefix: z.string() }),
  signature: z.string(),
});
const Verified = z.object({ data: z.object({ valid: z.literal(true) }), token: z.string().min(1).max(4096) });

/**
 * The office's own captcha. Both requests are made by us, since the office binds the token to the address that sent the solution; the work between them is
 * done by the browser of a person.
 */
export const captchaOffice = ({ name, address, gate, ask }: Settings): CaptchaOffice => {
  const run = async <Told>(request: Request, schema: z.ZodType<Told>, signal: AbortSignal): Promise<Told | null> => {
    const read = (json: unknown): { told: Told | null } => ({ told: schema.safeParse(json).data ?? null });
    const errand = { source: name, eventId: 'captcha', operation: 'captcha' };
    const asking = gate.run(
      errand,
      async () => tried(await ask(request, signal), read),
      ({ told }) => told,
      signal,
    );
    const { verdict } = await asking.catch(notNow(name));
    if (verdict.kind === 'blind') throw new AppError('SOURCE_UNAVAILABLE', { detail: `${name}: ${verdict.detail}` });
    return verdict.answer === noSlot ? null : verdict.answer.told;
  };
  return {
    address,
    challenge: async (signal) => {
      const challenge = await run({ route: '/captcha-challenge/' }, Challenge, signal);
      if (challenge === null) throw new AppError('SOURCE_UNAVAILABLE', { detail: `${name} gave no challenge` });
      return challenge;
    },
    verify: async (payload, signal) => {
      const verified = await run({ route: '/captcha-verify/', body: { payload } }, Verified, signal);
      if (verified === null) throw new AppError('TOKEN_REFUSED', { detail: `${name} does not take this solution` });
      return verified.token;
    },
  };
};

/** The budget of the host holds for people too. */
const notNow =
  (name: string) =>
  (error: unknown): never => {
    if (!(error instanceof NotNow)) throw error;
    throw new AppError('SOURCE_UNAVAILABLE', {
      detail: `${name} may not be asked before ${new Date(error.untilMs).toISOString()} (${error.why})`,
    });
  };

const tried = <Told>(exchange: Exchange, read: (json: unknown) => { told: Told | null }) => {
  const verdict = judge(exchange, read);
  const httpStatus = exchange.kind === 'reply' ? exchange.status : null;
  return { verdict, told: { result: verdict.kind === 'blind' ? verdict.reason : 'captcha', httpStatus, retryAfterMs: null } };
};
