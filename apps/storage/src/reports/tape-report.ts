import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import { streamNames } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { metrics } from '@tickettape/telemetry';
import { ReportJob } from './report-job.js';

const gauges = [
  metrics.stream_messages,
  metrics.stream_bytes,
  metrics.stream_limit_bytes,
  metrics.stream_last_sequence,
  metrics.stream_replicas,
  metrics.stream_replicas_current,
  metrics.jetstream_storage_bytes,
  metrics.jetstream_storage_limit_bytes,
];

/** How large every stream of the tape is and who holds it, as the leaders tell. A stream nobody made yet is left out. */
@Injectable()
export class TapeReport extends ReportJob {
  protected readonly logger = new Logger('tape report');

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {
    super();
  }

  protected async tell(): Promise<void> {
    const { storage, limits } = await this.jsm.getAccountInfo();
    const infos = await Promise.all(streamNames.map((name) => this.jsm.streams.info(name).catch(() => null)));
    this.forget();
    for (const info of infos) if (info) tellStream(info);
    metrics.jetstream_storage_bytes.set(storage);
    if (limits.max_storage > 0) metrics.jetstream_storage_limit_bytes.set(limits.max_storage);
    metrics.jetstream_report_timestamp_seconds.set(Date.now() / 1000);
  }

  protected forget(): void {
    for (const gauge of gauges) gauge.reset();
  }
}

const tellStream = ({ config, state, cluster }: StreamInfo): void => {
  const stream = { stream: config.name };
  metrics.stream_messages.set(stream, state.messages);
  metrics.stream_bytes.set(stream, state.bytes);
  metrics.stream_last_sequence.set(stream, state.last_seq);
  if (config.max_bytes > 0) metrics.stream_limit_bytes.set(stream, config.max_bytes);
  metrics.stream_replicas.set(stream, config.num_replicas);
  metrics.stream_replicas_current.set(stream, 1 + (cluster?.replicas ?? []).filter(({ current, offline }) => current && !offline).length);
};
