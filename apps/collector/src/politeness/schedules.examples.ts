import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { graceMs, type Limits } from './bucket.js';
import type { Budget } from './budget.js';
import { closed, freshHost, pushedBack, takeTurn, type HostState } from './host-state.js';

/** What a host saw: when requests began, and when it asked to be left alone until when. */
export type Seen = { budget: Budget; begunMs: number[]; closures: { fromMs: number; untilMs: number }[] };

type Event = { atMs: number; run: () => void };
type Draw = (below: number) => number;

const storeMs = 40;

/**
 * A schedule by chance: several replicas ask one host through shared state that is written by compare-and-set. Writes meet each other, their
 * acknowledgements get lost, replicas stall and die, the host pushes back. The same seed gives the same schedule.
 */
export const simulate = (seed: number): Seen => {
  const random = xoroshiro128plus(seed);
  const draw: Draw = (below) => uniformInt(random, 0, below - 1);
  const budget = budgetBy(draw);
  const seen: Seen = { budget, begunMs: [], closures: [] };
  const startMs = Date.parse('2026-11-22T23:59:00Z') + draw(60_000);
  const queue: Event[] = [];
  const at = (atMs: number, run: () => void) => void queue.push({ atMs, run });
  let shared: HostState = freshHost;
  let nowMs = startMs;
  let left = 8 + draw(24);

  /** Two steps: what was read may be out of date when it is written. */
  const change = (step: (state: HostState) => HostState | null, then: (stored: boolean) => void): void => {
    const read = shared;
    const next = step(read);
    if (next === null) return then(false);
    at(nowMs + draw(storeMs), () => {
      if (shared !== read) return change(step, then);
      shared = next;
      // The acknowledgement is lost: the replica reads again and takes another turn.
      if (draw(20) === 0) return change(step, then);
      then(true);
    });
  };

  const ask = (): void => {
    if (left-- <= 0) return;
    let turnMs = 0;
    let refusedUntilMs = 0;
    const step = (state: HostState): HostState | null => {
      const turn = takeTurn(state, { budget, operation: 'listings', gapMs: draw(3_000), nowMs, patienceMs: 60_000, answers: draw(4) });
      if (turn.kind === 'refused') return ((refusedUntilMs = turn.untilMs), null);
      turnMs = turn.startMs;
      return turn.state;
    };
    change(step, (stored) => {
      if (!stored) return at(refusedUntilMs + draw(5_000), ask);
      if (draw(15) === 0) return at(nowMs + 10_000, ask);
      const lateMs = draw(5) === 0 ? draw(3 * graceMs) : draw(20);
      at(Math.max(nowMs, turnMs) + lateMs, () => begin(turnMs));
    });
  };

  const begin = (turnMs: number): void => {
    if (nowMs - turnMs > graceMs || shared.closedUntilMs > nowMs) return ask();
    const startedMs = nowMs;
    seen.begunMs.push(startedMs);
    at(nowMs + 20 + draw(800), () => answer(startedMs));
  };

  const answer = (startedMs: number): void => {
    const dice = draw(12);
    if (dice > 1) return ask();
    const retryAfterMs = draw(2) === 0 ? null : draw(120_000);
    const step = (state: HostState) =>
      dice === 0 ? pushedBack(state, { startedMs, nowMs, retryAfterMs, speed: 1 }) : closed(state, nowMs + 30_000, 'failing');
    change(step, () => {
      seen.closures.push({ fromMs: nowMs, untilMs: shared.closedUntilMs });
      ask();
    });
  };

  for (let replica = 1 + draw(4); replica > 0; replica -= 1) for (let slot = 0; slot < 3; slot += 1) at(startMs + draw(2_000), ask);
  while (queue.length > 0) {
    const index = earliest(queue);
    const [event] = queue.splice(index, 1);
    nowMs = Math.max(nowMs, event!.atMs);
    event!.run();
  }
  return seen;
};

const earliest = (queue: readonly Event[]): number => {
  let first = 0;
  for (let index = 1; index < queue.length; index += 1) if (queue[index]!.atMs < queue[first]!.atMs) first = index;
  return first;
};

const budgetBy = (draw: Draw): Budget => {
  const limits = (): Limits => ({
    burst: 2 + draw(6),
    perMinute: draw(3) === 0 ? null : 5 + draw(115),
    perDay: draw(3) === 0 ? 3 + draw(12) : null,
    silence: draw(4) === 0 ? { requests: 1 + draw(5), quietMs: 1_000 + draw(20_000) } : null,
  });
  return { floorMs: draw(2) * 1_000, host: limits(), operations: draw(2) === 0 ? {} : { listings: limits() } };
};

/** Every way in which what the host saw exceeds the budget, in words. */
export const excesses = ({ budget, begunMs, closures }: Seen): string[] => {
  const { floorMs, host, operations } = budget;
  const begun = begunMs.toSorted((a, b) => a - b);
  return [
    ...begun.slice(1).flatMap((ms, index) => (ms - begun[index]! < floorMs ? [`${ms - begun[index]!} ms between two requests`] : [])),
    ...[host, ...Object.values(operations)].flatMap((limits) => excessesOf(limits, begun)),
    ...closures.flatMap(({ fromMs, untilMs }) =>
      begun.filter((ms) => ms > fromMs + storeMs && ms < untilMs).map((ms) => `${untilMs - ms} ms before the host opens`),
    ),
  ];
};

const excessesOf = ({ burst, perMinute, perDay, silence }: Limits, begun: readonly number[]): string[] => {
  const found: string[] = [];
  const days = new Map<number, number>();
  let inRow = 0;
  for (const [last, ms] of begun.entries()) {
    const day = Math.floor(ms / 86_400_000);
    days.set(day, (days.get(day) ?? 0) + 1);
    inRow = last > 0 && silence !== null && ms - begun[last - 1]! < silence.quietMs ? inRow + 1 : 1;
    if (silence !== null && inRow > silence.requests) found.push(`${inRow} requests without silence`);
    for (let first = 0; perMinute !== null && first <= last; first += 1) {
      const allowed = burst + (perMinute * (ms - begun[first]!)) / 60_000;
      if (last - first + 1 > allowed + 1e-6) found.push(`${last - first + 1} requests in ${ms - begun[first]!} ms, ${allowed} allowed`);
    }
  }
  if (perDay !== null) for (const count of days.values()) if (count > perDay) found.push(`${count} requests in a day, ${perDay} allowed`);
  return found;
};
