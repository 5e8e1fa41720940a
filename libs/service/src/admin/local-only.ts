import { isLoopback } from '@tickettape/config';
import type { FastifyRequest } from 'fastify';

/**
 * Whether a request comes from this machine and not from a web page that its owner has open: a page elsewhere sends its own `Origin`, or, by a name that
 * it makes point here (DNS rebinding), another `Host`.
 */
export const isFromHere = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  isLoopback(hostnameOf(`http://${headers.host ?? ''}`)) &&
  (headers.origin === undefined || isLoopback(hostnameOf(headers.origin))) &&
  headers['sec-fetch-site'] !== 'cross-site';

const hostnameOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');
