import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from '@tickettape/errors';
import { metrics } from '@tickettape/telemetry';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BaseEnv } from '../base-env.js';
import { isFromHere } from './local-only.js';
import { principalsOf, type Principal, type Principals, type Role } from './principal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null outside `/admin` and where nobody was let in. */
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    /** The least role of a route, where its method does not say it: reading is for viewers, the rest for operators. */
    role?: Role;
  }
}

const minuteMs = 60_000;
/** Wrong tokens from one address in a minute: enough for a person who mistypes, hopeless for one who guesses. */
const maxWrongTokens = 20;

/**
 * Stands before everything under `/admin`, before a body is read: who asks (ADMIN_UNAUTHORIZED), whether they may (ADMIN_FORBIDDEN), and whether it is too
 * often (TOO_MANY_REQUESTS).
 */
export const guardAdmin = async (app: NestFastifyApplication, config: BaseEnv): Promise<void> => {
  const principals = principalsOf(config);
  const http = app.getHttpAdapter().getInstance();
  await app.register(rateLimit, { global: false });
  const limits = limitsOf(http, config.ADMIN_REQUESTS_PER_MINUTE);
  http.decorateRequest('principal', null);
  http.addHook('onRequest', async (request) => {
    if (!isAdmin(request)) return;
    try {
      request.principal = identify(principals, request);
      if (request.principal === null) await limits.refuseGuessing(request);
      admit(request);
      await limits.refuseFlood(request);
    } catch (error) {
      if (error instanceof AppError) metrics.admin_refusals_total.inc({ code: error.code });
      throw error;
    }
  });
};

export const isAdmin = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.startsWith('/admin') ?? false;

const identify = ({ tokenless, of }: Principals, request: FastifyRequest): Principal | null => {
  if (!tokenless) return of(request.headers.authorization);
  return isFromHere(request) ? { name: 'local', role: 'operator' } : null;
};

const admit = ({ principal, method, routeOptions }: FastifyRequest): void => {
  if (principal === null) throw new AppError('ADMIN_UNAUTHORIZED');
  const needed = routeOptions.config.role ?? (method === 'GET' || method === 'HEAD' ? 'viewer' : 'operator');
  if (needed === 'operator' && principal.role !== 'operator') throw new AppError('ADMIN_FORBIDDEN');
};

const limitsOf = (http: FastifyInstance, max: number) => {
  const byAddress = http.createRateLimit({ max: maxWrongTokens, timeWindow: minuteMs, keyGenerator: ({ ip }) => `wrong ${ip}` });
  const byPrincipal = http.createRateLimit({ max, timeWindow: minuteMs, keyGenerator: ({ principal, ip }) => `${principal?.name} ${ip}` });
  const refuse = (limit: ReturnType<FastifyInstance['createRateLimit']>) => async (request: FastifyRequest) => {
    const answer = await limit(request);
    if (!answer.isAllowed && answer.isExceeded)
      throw new AppError('TOO_MANY_REQUESTS', { detail: `ask again in ${answer.ttlInSeconds} s` });
  };
  return { refuseGuessing: refuse(byAddress), refuseFlood: refuse(byPrincipal) };
};
