import { createVerify, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A cell as a spreadsheet stores it: a value, and how it is shown where that differs. */
export type StoredCell = string | number | boolean | null | { number: number; shown: string; isDate?: boolean };

type Tabs = Record<string, readonly (readonly StoredCell[])[]>;
type Refusal = { status: number; body: object };

export const refusals = {
  quota: {
    status: 429,
    body: { error: { code: 429, message: "Quota exceeded for quota metric 'Read requests'", status: 'RESOURCE_EXHAUSTED' } },
  },
  forbidden: { status: 403, body: { error: { code: 403, message: 'The caller does not have permission', status: 'PERMISSION_DENIED' } } },
  unknown: { status: 404, body: { error: { code: 404, message: 'Requested entity was not found.', status: 'NOT_FOUND' } } },
  broken: { status: 503, body: { error: { code: 503, message: 'The service is currently unavailable.', status: 'UNAVAILABLE' } } },
} as const satisfies Record<string, Refusal>;

export type GoogleServer = {
  rootUrl: string;
  /** A service account key of this server. */
  keyFile: string;
  spreadsheetId: string;
  tabs: Tabs;
  /** Answered instead of values while set. */
  refusal: Refusal | null;
  /** Signs nobody in while set. */
  revoked: boolean;
  /** Paths of the requests it got, in order. */
  readonly requests: readonly string[];
  stop: () => Promise<void>;
};

const accessToken = 'example-access-token';

/** A server on loopback that signs service accounts in and speaks `spreadsheets.values.batchGet`. */
export const startGoogleServer = async (tabs: Tabs): Promise<GoogleServer> => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const folder = await mkdtemp(join(tmpdir(), 'tickettape-google-'));
  const requests: string[] = [];
  const http = createServer((request, response) => {
    requests.push(new URL(request.url!, google.rootUrl).pathname);
    void answer(request, response);
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');

  const google: GoogleServer = {
    rootUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    keyFile: join(folder, 'key.json'),
    spreadsheetId: '1ExampleExampleExampleExample',
    tabs,
    refusal: null,
    revoked: false,
    requests,
    stop: async () => {
      http.closeAllConnections();
      http.close();
      await rm(folder, { recursive: true });
    },
  };
  const tokenUri = `${google.rootUrl}token`;
  const key = { type: 'service_account', client_email: 'reader@example.iam.gserviceaccount.com', token_uri: tokenUri };
  await writeFile(google.keyFile, JSON.stringify({ ...key, private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }));

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const url = new URL(request.url!, google.rootUrl);
    if (url.pathname === '/token') return send(...signIn(new URLSearchParams(await text(request))));
    if (request.headers.authorization !== `Bearer ${accessToken}`) return send(401, refusals.forbidden.body);
    if (google.refusal) return send(google.refusal.status, google.refusal.body);
    if (url.pathname !== `/v4/spreadsheets/${google.spreadsheetId}/values:batchGet`) return send(404, refusals.unknown.body);
    return send(...valuesOf(google.tabs, url.searchParams));
  };

  const signIn = (form: URLSearchParams): [number, object] => {
    const [header, claims, signature] = (form.get('assertion') ?? '').split('.');
    const isSigned = createVerify('RSA-SHA256')
      .update(`${header}.${claims}`)
      .verify(publicKey, signature ?? '', 'base64url');
    const { aud, iss } = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString() || '{}') as Record<string, string>;
    const isMeant = aud === tokenUri && iss === key.client_email && form.get('grant_type')?.endsWith('jwt-bearer');
    return isSigned && isMeant && !google.revoked
      ? [200, { access_token: accessToken, expires_in: 3599, token_type: 'Bearer' }]
      : [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }];
  };
  return google;
};

const valuesOf = (tabs: Tabs, query: URLSearchParams): [number, object] => {
  const names = query.getAll('ranges').map((range) => range.replaceAll("'", ''));
  const missing = names.find((name) => !(name in tabs));
  if (missing !== undefined)
    return [400, { error: { code: 400, message: `Unable to parse range: '${missing}'`, status: 'INVALID_ARGUMENT' } }];
  const render = (cell: StoredCell) => rendered(cell, query.get('valueRenderOption'), query.get('dateTimeRenderOption'));
  const valueRanges = names.map((name) => {
    const values = tabs[name]!.map((row) => withoutEmptyEnd(row.map(render)));
    return { range: `${name}!A1:Z1000`, majorDimension: 'ROWS', ...(values.length > 0 ? { values } : {}) };
  });
  return [200, { spreadsheetId: 'x', valueRanges }];
};

const rendered = (cell: StoredCell, values: string | null, dates: string | null): string | number | boolean => {
  if (cell === null) return '';
  if (typeof cell !== 'object') return values === 'UNFORMATTED_VALUE' ? cell : String(cell).toUpperCase();
  if (values !== 'UNFORMATTED_VALUE') return cell.shown;
  return cell.isDate && dates === 'FORMATTED_STRING' ? cell.shown : cell.number;
};

const withoutEmptyEnd = <Value>(row: readonly Value[]): readonly Value[] => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1);
