import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an office on this machine behaves; a spec changes it while it runs. */
export type OfficeScript = {
  version: 'current' | 'legacy' | 'gone';
  /** Free times at the office 10489 for the service 1063453, epoch seconds. */
  free: number[];
  /** Requests accepted in a row; the counter lives for `quietMs` after the last accepted one. */
  limit: { requests: number; quietMs: number } | null;
  /** Whether a calendar wants a token, and whether the directory says so. */
  captcha: { wanted: boolean; told: boolean; lifeSeconds: number };
  /** The address that the office sees; a token of another one is refused. */
  address: string;
  /** Answers everything, where it is set. */
  fault: { status: number; body: string; contentType?: string } | null;
};

export type FakeOffice = {
  url: string;
  script: OfficeScript;
  /** Requests that came, with their parameters, accepted or not. */
  asked: { route: string; params: URLSearchParams; accepted: boolean; userAgent: string }[];
  /** A token as the office would give one out. */
  token(told?: { ip?: string; lifeSeconds?: number; issuedAtMs?: number }): string;
  stop(): void;
};

export const serviceId = 1_063_453;
export const officeId = 10_489;
/** 2027-03-01 10:00 and 10:20 and 2027-03-02 08:00 in Munich. */
export const times = [1_803_891_600, 1_803_892_800, 1_803_970_800];

const statuses: Readonly<Record<string, number>> = {
  notFound: 404,
  noAppointmentForThisDay: 404,
  appointmentNotAvailable: 404,
  rateLimitExceeded: 429,
  invalidLocationAndServiceCombination: 400,
  captchaMissing: 400,
  captchaInvalid: 400,
  captchaExpired: 400,
};

const secret = 'office-secret';
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const dayOf = (second: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(second * 1000);

/** Speaks both versions of the API as its routes, schemas and cases tell, with the limiter, the captcha and the token of the real one. */
export const fakeOffice = async (told: Partial<OfficeScript> = {}): Promise<FakeOffice> => {
  const script: OfficeScript = {
    version: 'current',
    free: times,
    limit: null,
    captcha: { wanted: false, told: false, lifeSeconds: 300 },
    address: '203.0.113.7',
    fault: null,
    ...told,
  };
  const asked: FakeOffice['asked'] = [];
  let counter = { count: 0, acceptedAt: 0 };

  const token: FakeOffice['token'] = ({ ip = script.address, lifeSeconds = script.captcha.lifeSeconds, issuedAtMs = Date.now() } = {}) => {
    const iat = Math.floor(issuedAtMs / 1000);
    const content = `${base64url({ typ: 'JWT', alg: 'HS256' })}.${base64url({ ip, iat, exp: iat + lifeSeconds })}`;
    return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
  };

  const isLimited = (): boolean => {
    const { limit } = script;
    if (limit === null) return false;
    if (Date.now() - counter.acceptedAt >= limit.quietMs) counter = { count: 0, acceptedAt: 0 };
    if (counter.count >= limit.requests) return true;
    counter = { count: counter.count + 1, acceptedAt: Date.now() };
    return false;
  };

  const captchaError = (params: URLSearchParams): string | null => {
    if (!script.captcha.wanted) return null;
    const given = params.get('captchaToken');
    if (!given) return 'captchaMissing';
    const [head, payload = '', signature] = given.split('.');
    if (createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url') !== signature) return 'captchaInvalid';
    const { ip, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { ip: string; exp: number };
    if (exp <= Date.now() / 1000) return 'captchaExpired';
    return ip === script.address ? null : 'captchaInvalid';
  };

  const isKnown = (params: URLSearchParams): boolean =>
    (params.get('officeIds') ?? params.get('officeId')) === String(officeId) &&
    (params.get('serviceIds') ?? params.get('serviceId')) === String(serviceId);

  const answer = async (route: string, params: URLSearchParams, body: string): Promise<object> => {
    if (route === '/offices-and-services/') return directory(script);
    if (route === '/captcha-challenge/') return challenge();
    if (route === '/captcha-verify/') return verified(body, token);
    const refusal = captchaError(params) ?? (isKnown(params) ? null : 'invalidLocationAndServiceCombination');
    if (script.version === 'current' && route === '/available-calendar/') return refusal ? errors(refusal) : calendar(script.free, params);
    if (script.version !== 'legacy') return errors('notFound');
    if (route === '/available-days/') return refusal ? errors(refusal) : days(script.free);
    if (route === '/available-appointments-by-office/') return refusal ? errors(refusal) : dayTimes(script.free, params);
    return errors('notFound');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url!, 'http://office');
    const body = (await Array.fromAsync(request as AsyncIterable<Buffer>)).join('');
    const accepted = !isLimited();
    const route = pathname.replace('/api', '');
    asked.push({ route, params: searchParams, accepted, userAgent: request.headers['user-agent'] ?? '' });
    const { fault } = script;
    if (fault) return void response.writeHead(fault.status, { 'content-type': fault.contentType ?? 'application/json' }).end(fault.body);
    const told = accepted ? await answer(route, searchParams, body) : errors('rateLimitExceeded');
    const code = 'errors' in told ? (told.errors as { statusCode: number }[])[0]!.statusCode : 200;
    response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(told));
  };

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, script, asked, token, stop };
};

const errors = (code: string) => ({
  errors: [{ errorCode: code, statusCode: statuses[code]!, errorMessage: 'As the office puts it.', errorType: 'error' }],
});

const directory = ({ captcha }: OfficeScript) => ({
  offices: [
    {
      id: officeId,
      name: 'Citizens’ office on the example square',
      slotTimeInMinutes: 5,
      scope: { captchaActivatedRequired: captcha.told ? captcha.wanted : null },
    },
    { id: 'none', name: 7 },
  ],
  services: [{ id: serviceId, name: 'A passport' }],
  relations: [{ officeId, serviceId, slots: 4 }],
});

const byDay = (free: readonly number[]): [string, number[]][] => [...Map.groupBy(free, dayOf)];

const calendar = (free: readonly number[], params: URLSearchParams) => {
  const [startDate, endDate] = [params.get('startDate')!, params.get('endDate')!];
  const shown = free.filter((second) => dayOf(second) >= startDate && dayOf(second) <= endDate);
  const availableDays = byDay(shown).map(([date, appointments]) => ({
    date,
    providerIDs: String(officeId),
    offices: [{ officeId: String(officeId), appointments }],
  }));
  return {
    startDate,
    endDate,
    slotsStartDate: startDate,
    slotsEndDate: endDate,
    prevBookableDate: null,
    nextBookableDate: null,
    availableDays,
  };
};

const days = (free: readonly number[]) =>
  free.length === 0 ? errors('noAppointmentForThisDay') : { availableDays: byDay(free).map(([day]) => day) };

const dayTimes = (free: readonly number[], params: URLSearchParams) => {
  const appointments = free.filter((second) => dayOf(second) === params.get('date'));
  return appointments.length === 0 ? errors('appointmentNotAvailable') : { offices: [{ officeId, appointments }] };
};

const challenge = (): Promise<Challenge> =>
  createChallenge({
    algorithm: 'SHA-256',
    cost: 10,
    deriveKey,
    keyPrefix: '0',
    hmacSignatureSecret: secret,
    expiresAt: new Date(Date.now() + 60_000),
  });

const verified = async (body: string, token: FakeOffice['token']) => {
  const { payload } = JSON.parse(body) as { payload: string };
  const solved = JSON.parse(Buffer.from(payload, 'base64').toString()) as { challenge: Challenge; solution: never };
  const { verified: valid } = await verifySolution({ ...solved, deriveKey, hmacSignatureSecret: secret });
  return { meta: { success: true }, data: { valid }, ...(valid ? { token: token() } : {}) };
};
