import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedSpan = { service: string; name: string; traceId: string; spanId: string; parentSpanId: string | null };

export type TraceReceiver = {
  url: string;
  spans: () => readonly ReceivedSpan[];
  /** What was sent, as it came. */
  bodies: () => readonly string[];
  stop: () => Promise<void>;
};

type Export = {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: { name: string; traceId: string; spanId: string; parentSpanId?: string }[] }[];
  }[];
};

/** A collector for traces: speaks OTLP over HTTP with JSON and keeps the spans. */
export const receiveTraces = async (): Promise<TraceReceiver> => {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      bodies.push(body);
      if (request.url === '/v1/traces') spans.push(...spansOf(JSON.parse(body) as Export));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans: () => spans, bodies: () => bodies, stop };
};

const spansOf = ({ resourceSpans }: Export): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
    return scopeSpans
      .flatMap((scope) => scope.spans)
      .map(({ name, traceId, spanId, parentSpanId }) => ({ service, name, traceId, spanId, parentSpanId: parentSpanId || null }));
  });

/** `service name` of a span and of all spans above it in its trace, the span first. */
export const ancestry = (spans: readonly ReceivedSpan[], span: ReceivedSpan): string[] => {
  const above = spans.find(({ traceId, spanId }) => traceId === span.traceId && spanId === span.parentSpanId);
  return [`${span.service}: ${span.name}`, ...(above ? ancestry(spans, above) : [])];
};
