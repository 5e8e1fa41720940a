import { connectTape, type Tape } from '@tickettape/jetstream';
import type { z } from 'zod';
import type { Addresses } from './addresses.js';
import { adminClient } from './admin-client.js';
import { Market, AlertList, Sweeps, Projections, SourceList } from '@tickettape/admin-answers';
import { asked, type Asked } from './asked.js';
import { consumerLags } from './consumer-lags.js';
import { accessTo } from './nats-access.js';
import { serviceNames, type ServiceName } from './names.js';
import { askReadiness } from './readiness.js';
import type { RunningSystem } from './run-file.js';
import type { Snapshot } from './snapshot.js';

/** Where the system is now; a restart may have moved it. */
export type Whereabouts = { addresses: Addresses; running: RunningSystem | null };

/** Asked in each look. */
const newestAlerts = 12;

/** Asks every service at once; whoever does not answer within `timeoutMs` is said not to. */
export class Observer {
  private tape: Promise<Tape> | null = null;

  constructor(
    private readonly locate: () => Promise<Whereabouts>,
    private readonly token: string | undefined,
    private readonly timeoutMs = 1500,
  ) {}

  /** Never rejects for what a service says or does not say. */
  async look(): Promise<Snapshot> {
    const { addresses, running } = await this.locate();
    const ask = <Schema extends z.ZodType>(name: ServiceName, schema: Schema, path: string) => this.ask(addresses, name, schema, path);
    const [readiness, lags, projections, market, alerts, sources, schedule] = await Promise.all([
      this.readiness(addresses),
      asked(this.lags(addresses), this.timeoutMs),
      ask('storage', Projections, '/admin/projections'),
      ask('storage', Market, '/admin/market'),
      ask('notifier', AlertList, `/admin/alerts?limit=${newestAlerts}`),
      ask('collector', SourceList, '/admin/sources'),
      ask('collector', Sweeps, '/admin/schedule'),
    ]);
    return { nowMs: Date.now(), addresses, running, readiness, lags, projections, market, alerts, sources, schedule };
  }

  async close(): Promise<void> {
    await this.tape?.then(({ nc }) => nc.close()).catch(() => undefined);
  }

  private ask<Schema extends z.ZodType>(
    { services }: Addresses,
    name: ServiceName,
    schema: Schema,
    path: string,
  ): Promise<Asked<z.output<Schema>>> {
    const url = services[name];
    if (url === null) return Promise.resolve({ ok: false, why: `nobody says where ${name} is` });
    return asked(adminClient({ name, url, token: this.token, timeoutMs: this.timeoutMs }).get(schema, path), this.timeoutMs);
  }

  private async readiness({ services }: Addresses): Promise<Snapshot['readiness']> {
    const answers = serviceNames.map(async (name) => {
      const url = services[name];
      return [name, url === null ? null : await askReadiness(url, this.timeoutMs)] as const;
    });
    return Object.fromEntries(await Promise.all(answers)) as Snapshot['readiness'];
  }

  private async lags({ natsUrl }: Addresses) {
    if (natsUrl === null) throw new Error('nobody says where NATS is');
    this.tape ??= connectTape({ ...accessTo(natsUrl, process.env), name: 'tape', waitForServer: false });
    const tape = await this.tape.catch((error: unknown) => {
      this.tape = null;
      throw error;
    });
    return consumerLags(tape);
  }
}
