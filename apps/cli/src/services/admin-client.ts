import { AppError } from '@tickettape/errors';
import { z } from 'zod';
import type { ServiceName } from './names.js';
import { toldError } from './told-error.js';

export type AdminClient = {
  get: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
  post: <Schema extends z.ZodType>(schema: Schema, path: string, body?: unknown) => Promise<z.output<Schema>>;
  patch: <Schema extends z.ZodType>(schema: Schema, path: string, body: unknown) => Promise<z.output<Schema>>;
  delete: <Schema extends z.ZodType>(schema: Schema, path: string) => Promise<z.output<Schema>>;
};

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

type ClientSettings = { name: ServiceName | 'marketplace'; url: string; token?: string | undefined; timeoutMs?: number };

/** Speaks to the HTTP side of one service. Throws what the service answers, SERVICE_UNAVAILABLE where it does not answer. */
export const adminClient = ({ name, url, token, timeoutMs = 30_000 }: ClientSettings): AdminClient => {
  const ask = async <Schema extends z.ZodType>(schema: Schema, method: Method, path: string, body?: unknown) => {
    const request: RequestInit = {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    };
    const { response, text } = await exchange(new URL(path, url), request, name);
    if (!response.ok) throw refusal(text, `${name} answered ${method} ${path} with ${response.status}`);
    return understand(schema, text, `${name} answered ${method} ${path} with something else than was agreed`);
  };
  return {
    get: (schema, path) => ask(schema, 'GET', path),
    post: (schema, path, body) => ask(schema, 'POST', path, body),
    patch: (schema, path, body) => ask(schema, 'PATCH', path, body),
    delete: (schema, path) => ask(schema, 'DELETE', path),
  };
};

const exchange = async (address: URL, request: RequestInit, name: string) => {
  try {
    const response = await fetch(address, request);
    return { response, text: await response.text() };
  } catch (cause) {
    throw new AppError('SERVICE_UNAVAILABLE', { cause, detail: `${name} at ${address.origin}` });
  }
};

const Refusal = z.object({ code: z.string(), message: z.string(), fix: z.string().optional() });

/** The service's own error where it is one of ours. */
const refusal = (text: string, otherwise: string): AppError => {
  const { success, data } = Refusal.safeParse(parseJson(text));
  if (!success) return new AppError('SERVICE_UNAVAILABLE', { detail: otherwise });
  return toldError(data) ?? new AppError('SERVICE_UNAVAILABLE', { detail: `${otherwise}: ${data.message}` });
};

const understand = <Schema extends z.ZodType>(schema: Schema, text: string, otherwise: string): z.output<Schema> => {
  const { success, data, error } = schema.safeParse(parseJson(text));
  if (!success) throw new AppError('INVARIANT_BROKEN', { cause: error, detail: otherwise });
  return data;
};

const parseJson = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};
