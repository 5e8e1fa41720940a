import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import { AlertFact, subjects, type Notice, type WatchFinding } from '@tickettape/contracts';
import { JSM } from '@tickettape/jetstream';
import { readFacts } from '@tickettape/tape';
import { noticeOf, originalKey } from './notice.js';

/** What this process has just read or told is kept, so that a message needs no look at the tape. */
const kept = 1_000;

/** The findings that notices are about. */
@Injectable()
export class Findings {
  private readonly recent = new Map<string, WatchFinding>();

  constructor(@Inject(JSM) private readonly jsm: JetStreamManager) {}

  keep({ noticeKey }: Pick<Notice, 'noticeKey'>, finding: WatchFinding): void {
    this.recent.delete(noticeKey);
    this.recent.set(noticeKey, finding);
    if (this.recent.size > kept) this.recent.delete(this.recent.keys().next().value!);
  }

  /** null where the tape does not hold it. */
  async of(notice: Notice): Promise<WatchFinding | null> {
    const key = originalKey(notice.noticeKey);
    const known = this.recent.get(key);
    if (known) return known;
    for await (const finding of this.read(notice.watchId)) {
      if (noticeOf(finding)?.notice.noticeKey !== key) continue;
      this.keep({ noticeKey: key }, finding);
      return finding;
    }
    return null;
  }

  /** Everything a watch has found, oldest first. */
  private async *read(watchId: string): AsyncGenerator<WatchFinding> {
    const read = { stream: 'ALERTS', subject: subjects.alert(watchId), from: 1, schema: AlertFact } as const;
    for await (const { fact } of readFacts(this.jsm, read)) if (fact && isFinding(fact)) yield fact;
  }
}

/** Older tapes hold what became of messages in the subjects of watches. */
export const isFinding = (fact: AlertFact): fact is WatchFinding => fact.type !== 'delivery.sent.v1' && fact.type !== 'delivery.failed.v1';
