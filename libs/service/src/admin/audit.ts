import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAdmin } from './gate.js';

/** What one request did, for whoever asks later. Bodies stay out: they may hold what concerns persons. */
export type AuditEntry = {
  principal: string | null;
  role: string | null;
  address: string;
  method: string;
  /** The pattern; what stood in its place is in `params`. */
  route: string;
  params: unknown;
  status: number;
};

/** Hands every request under `/admin` that changes something, concerns persons or was refused to `write`, once it is answered. */
export const auditAdmin = (app: NestFastifyApplication, write: (entry: AuditEntry) => void): void => {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request, reply) => {
      if (isAdmin(request) && isWorthTelling(request, reply)) write(entryOf(request, reply));
    });
};

const isWorthTelling = ({ method, routeOptions }: FastifyRequest, { statusCode }: FastifyReply): boolean =>
  !(method === 'GET' || method === 'HEAD') || routeOptions.config.role === 'operator' || [401, 403, 429].includes(statusCode);

const entryOf = ({ principal, ip, method, routeOptions, params }: FastifyRequest, { statusCode }: FastifyReply): AuditEntry => ({
  principal: principal?.name ?? null,
  role: principal?.role ?? null,
  address: ip,
  method,
  route: routeOptions.url ?? '',
  params,
  status: statusCode,
});
