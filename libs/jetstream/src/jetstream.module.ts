import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import type { StreamName } from '@tickettape/contracts';
import { connectTape, type NatsAccess, type Tape } from './connect.js';
import { awaitStreams } from './declare.js';
import { Publisher } from './publisher.js';
import { JetStreamServer, SERVICE_NAME } from './server.js';
import { ensureStreams } from './streams.js';
import { JS, JSM, NATS } from './tokens.js';

export type JetStreamSettings = NatsAccess & {
  /** The service, e.g. `collector`: connection name and part of its DEAD subjects. */
  service: string;
  /** The streams it writes to or reads from; created where missing, unless they are `declared`. */
  streams: readonly StreamName[];
  /** Whether `tape declare` makes streams and buckets, and the service waits for them. Default false. */
  declared?: boolean;
};

/** Drains the connection last: after the HTTP server and the transport have stopped. */
@Injectable()
class ConnectionCloser implements OnApplicationShutdown {
  constructor(@Inject(NATS) private readonly nc: NatsConnection) {}

  async onApplicationShutdown() {
    if (!this.nc.isClosed()) await this.nc.drain();
  }
}

const TAPE = Symbol('TAPE');

@Module({})
export class JetStreamModule {
  static forRoot({ service, streams, declared = false, ...access }: JetStreamSettings): DynamicModule {
    const open = async (): Promise<Tape> => {
      const tape = await connectTape({ ...access, name: service });
      await (declared ? awaitStreams(tape.jsm, streams) : ensureStreams(tape.jsm, streams));
      return tape;
    };
    return {
      module: JetStreamModule,
      global: true,
      providers: [
        { provide: TAPE, useFactory: open },
        { provide: NATS, inject: [TAPE], useFactory: ({ nc }: Tape) => nc },
        { provide: JS, inject: [TAPE], useFactory: ({ js }: Tape) => js },
        { provide: JSM, inject: [TAPE], useFactory: ({ jsm }: Tape) => jsm },
        { provide: SERVICE_NAME, useValue: service },
        ConnectionCloser,
        Publisher,
        JetStreamServer,
      ],
      exports: [NATS, JS, JSM, Publisher, JetStreamServer],
    };
  }
}
