import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { AppError } from '@tickettape/errors';
import type { FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';

export const ADMIN_TOKEN = Symbol('ADMIN_TOKEN');

/** Lets nobody at `/admin` without the token, where one is set. Throws ADMIN_UNAUTHORIZED. */
@Injectable()
export class AdminGuard implements CanActivate {
  constructor(@Inject(ADMIN_TOKEN) private readonly token: string | undefined) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http' || this.token === undefined) return true;
    const { routeOptions, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!routeOptions.url?.startsWith('/admin')) return true;
    if (isSame(headers.authorization ?? '', `Bearer ${this.token}`)) return true;
    throw new AppError('ADMIN_UNAUTHORIZED');
  }
}

/** In constant time whatever the lengths: digests are compared. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
