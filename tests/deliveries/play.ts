import { AlertStreamFact, envelope, operator, subjects, type AlertOpened } from '@tickettape/contracts';
import { connectTape, ensureStreams, Publisher, readForward, type Tape } from '@tickettape/jetstream';
import { freshNats, spawnService, until, type FreshNats, type SpawnedService } from '@tickettape/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { diceOf } from '../faults/plan/dice.js';
import { FakeChannels, type Mood } from './fake-channels.js';
import { judge, type Verdict } from './verdict.js';

export type Play = {
  /** Every alert goes to ten recipients. */
  alerts: number;
  /** Times that the notifier or NATS is killed in the middle. */
  kills: number;
  mood: Mood;
  seed: number;
  progress: (text: string) => void;
  timeoutMs: number;
};

export const roughMood: Mood = { fails: 0.1, throttles: 0.05, timesOut: 0.03, acceptsInSilence: 0.02 };

const secret = 'a-secret-of-the-play';
const kinds = ['webhook', 'webhook', 'webhook', 'discord', 'discord', 'discord', 'ntfy', 'ntfy', 'ntfy'] as const;

/** Alerts are told to people while channels misbehave and the notifier and NATS are killed; says what arrived how often. */
export const play = async (settings: Play): Promise<Verdict> => {
  const nats = await freshNats();
  const fake = await FakeChannels.start(settings.mood, diceOf(settings.seed));
  const stage = new Stage(nats, fake.url);
  try {
    await stage.begin();
    const expected = await stage.tell(settings.alerts);
    const killedAtMs = await killInTheMiddle(stage, fake, expected.length, settings);
    await until(async () => (await stage.isDone()) && (await stage.ended()) === expected.length, {
      timeoutMs: settings.timeoutMs,
      label: 'every message came to its end',
    });
    return judge({
      expected,
      accepted: fake.channels.accepted,
      killedAtMs,
      requests: fake.channels.requests,
      unsent: await stage.unsent(),
    });
  } finally {
    await stage.end();
    await fake.stop();
    await nats.stop();
  }
};

/** At moments spread over the deliveries; the notifier twice as often as NATS. Gives when the notifier was. */
const killInTheMiddle = async (
  stage: Stage,
  { channels, isLeft }: Awaited<ReturnType<typeof FakeChannels.start>>,
  deliveries: number,
  { kills, progress, timeoutMs }: Play,
): Promise<number[]> => {
  const killedAtMs: number[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    const enough = (deliveries * kill) / (kills + 2);
    await until(() => channels.accepted.length >= enough, { timeoutMs, label: `${enough} messages were accepted` });
    progress(`${channels.accepted.length} of ${deliveries} accepted: kill -9 of ${kill % 3 === 0 ? 'NATS' : 'the notifier'}`);
    if (kill % 3 === 0) await stage.killNats();
    else killedAtMs.push(await stage.killNotifier(isLeft));
  }
  return killedAtMs;
};

/** The notifier on a tape of its own, and the people it tells. */
class Stage {
  private tape!: Tape;
  private notifier!: SpawnedService;
  private names = new Map<string, string>();

  private readonly nats: FreshNats;
  private readonly channelsUrl: string;

  constructor(nats: FreshNats, channelsUrl: string) {
    this.nats = nats;
    this.channelsUrl = channelsUrl;
  }

  async begin(): Promise<void> {
    this.tape = await connectTape({ servers: this.nats.url, name: 'deliveries' });
    await ensureStreams(this.tape.jsm, ['CATALOG', 'BOOKS', 'WATCHES', 'ALERTS', 'SOURCES', 'DEAD']);
    await this.startNotifier();
    this.names.set(operator, '/operator');
    for (const [index, kind] of kinds.entries()) this.names.set(await this.addPerson(index, kind), `/${kind}-${index}`);
  }

  /** Publishes alerts as the evaluation would, and gives the name of every message that must arrive. */
  async tell(count: number): Promise<string[]> {
    const recipients = [...this.names.keys()].filter((recipient) => recipient !== operator);
    const publisher = new Publisher(this.tape.js, this.tape.jsm);
    for (let number = 1; number <= count; number += 1) await publisher.publish(subjects.alert(`w${number}`), anAlert(number, recipients));
    return [...this.names.values()].flatMap((path) => Array.from({ length: count }, (_, index) => `${path} alert${index + 1}`));
  }

  /** Gives when it was dead and nothing of what it had sent was on the way any more. */
  async killNotifier(isLeft: () => Promise<boolean>): Promise<number> {
    await this.notifier.kill9();
    await until(isLeft, { label: 'what the dead notifier had sent is taken' });
    const atMs = Date.now();
    await this.startNotifier();
    return atMs;
  }

  async killNats(): Promise<void> {
    await this.nats.kill9();
    await sleep(300);
    await this.nats.restart();
  }

  /** Whether no consumer has anything left to do. */
  async isDone(): Promise<boolean> {
    const infos = await Promise.all(['notifier-delivery', 'notifier-outbox'].map((name) => this.tape.jsm.consumers.info('ALERTS', name)));
    return infos.every(({ num_pending, num_ack_pending }) => num_pending + num_ack_pending === 0);
  }

  async ended(): Promise<number> {
    return (await this.facts()).filter(({ type }) => type === 'delivery.sent.v2' || type === 'delivery.failed.v2').length;
  }

  /** What the tape says was not sent. */
  async unsent(): Promise<string[]> {
    return (await this.facts()).flatMap(({ type, id }) => (type === 'delivery.failed.v2' || type === 'delivery.suppressed.v1' ? [id] : []));
  }

  async end(): Promise<void> {
    await this.notifier?.kill9();
    await this.tape?.nc.close();
  }

  private async facts(): Promise<AlertStreamFact[]> {
    const messages = await Array.fromAsync(readForward(this.tape.jsm, 'ALERTS', 'delivery.*', 1));
    return messages.map((message) => AlertStreamFact.parse(message.json()));
  }

  private async startNotifier(): Promise<void> {
    this.notifier = await spawnService('notifier', {
      NATS_URL: this.nats.url,
      LOG_LEVEL: 'error',
      CHANNEL_TIMEOUT_SECONDS: '2',
      ALLOW_PRIVATE_ADDRESSES: 'true',
      WEBHOOK_URL: `${this.channelsUrl}/operator`,
      WEBHOOK_SECRET: secret,
    });
  }

  private async addPerson(index: number, kind: (typeof kinds)[number]): Promise<string> {
    const address = { channel: kind, url: `${this.channelsUrl}/${kind}-${index}`, ...(kind === 'webhook' && { secret }) };
    const response = await fetch(`${this.notifier.url}/admin/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Person ${index}`, addresses: [address] }),
    });
    if (!response.ok) throw new Error(`no person ${index}: ${await response.text()}`);
    return ((await response.json()) as { recipient: string }).recipient;
  }
}

const anAlert = (number: number, recipients: string[]): AlertOpened => {
  const observedAt = new Date().toISOString();
  const watchId = `w${number}`;
  const about = { id: `alert:${watchId}:1:opened`, source: '/tickettape/notifier', subject: watchId, time: observedAt };
  return envelope('alert.opened.v1', about, {
    source: 'stubhub',
    eventId: '1',
    watchId,
    alertId: `${watchId}:1`,
    episode: 1,
    name: `alert${number}`,
    condition: { kind: 'get-in-below' as const, price: 9_500, currency: 'USD' },
    channels: ['webhook' as const],
    recipients,
    reason: 'get-in 90.00 USD is below 95.00 USD',
    evidence: {
      before: null,
      after: { getIn: 9_000, currency: 'USD', observedAt },
      listings: { listingId: [], section: [], row: [], quantity: [], allInPrice: [], listPrice: [], netProceeds: [], currency: [] },
      look: { sequence: 1, observedAt, complete: true, expected: null, received: 1 },
      position: 1,
    },
  });
};
