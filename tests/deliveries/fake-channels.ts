import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { Dice } from '../faults/plan/dice.js';

/** One message that a channel took, and whether it said so. */
export type Acceptance = { name: string; atMs: number; isAnswered: boolean };

export type Mood = {
  /** Probabilities of one request; what is left is accepted and answered at once. */
  fails: number;
  throttles: number;
  timesOut: number;
  /** The message is taken, and no answer ever comes. */
  acceptsInSilence: number;
};

/** Channels in one server: an address is a path, a message is known by the title of its alert. */
export class FakeChannels {
  readonly accepted: Acceptance[] = [];
  requests = 0;

  private readonly mood: Mood;
  private readonly dice: Dice;

  private constructor(mood: Mood, dice: Dice) {
    this.mood = mood;
    this.dice = dice;
  }

  static async start(mood: Mood, dice: Dice) {
    const channels = new FakeChannels(mood, dice);
    const server = createServer((request, response) => {
      void Array.fromAsync(request as AsyncIterable<Buffer>)
        .then((chunks) => channels.take(nameOf(request.url!, Buffer.concat(chunks).toString()), response))
        .catch(() => undefined);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    /** Whether whoever sent messages has gone, and all that they had sent is taken. */
    const isLeft = async () => (await promisify(server.getConnections.bind(server))()) === 0;
    const stop = async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    };
    return { channels, url, isLeft, stop };
  }

  private take(name: string, response: ServerResponse): void {
    this.requests += 1;
    const { fails, throttles, timesOut, acceptsInSilence } = this.mood;
    const thrown = this.dice.below(1_000_000) / 1_000_000;
    if (thrown < fails) return void response.writeHead(503).end();
    if (thrown < fails + throttles) return void response.writeHead(429, { 'retry-after': '1' }).end();
    if (thrown < fails + throttles + timesOut) return;
    const isAnswered = thrown >= fails + throttles + timesOut + acceptsInSilence;
    this.accepted.push({ name, atMs: Date.now(), isAnswered });
    if (isAnswered) response.writeHead(200).end('{}');
  }
}

/** Whom it is for and which alert it tells: every alert of the play has a title of its own, and ntfy names its topic in the body. */
const nameOf = (url: string, body: string): string => {
  const topic = /"topic":"([^"]+)"/.exec(body)?.[1];
  const path = topic === undefined ? new URL(url, 'http://fake').pathname : `/${topic}`;
  return `${path} ${/alert\d+/.exec(body)?.[0] ?? 'unreadable'}`;
};
