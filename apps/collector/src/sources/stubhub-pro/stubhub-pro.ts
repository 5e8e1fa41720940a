import type { BookKey } from '@tickettape/contracts';
import type { HostGate } from '../../politeness/host-gate.js';
import type { Pace } from '../../politeness/pace.js';
import { orAborted } from '../or-aborted.js';
import { askPatiently, blindLook } from '../patient-ask.js';
import { seenLook } from '../sighting.js';
import type { Look, LookOptions, Source } from '../source.js';
import { joined, type Answer } from './answer.js';
import { stubHubProCapabilities } from './capabilities.js';
import type { Feed } from './feed.js';
import { WrittenItems } from './recall.js';
import { sightingOf } from './sighting.js';
import { judge } from './verdict.js';

export type StubHubProSettings = { name: string; host: string; pace: Pace; gate: HostGate; ask: Feed; now: () => number };

/** Pages of one look at most; what they leave out shows against the declared total. */
const mostPages = 40;

/** StubHub's pro endpoint GetCompListingsByEventId. It shows a whole book in one answer and, as far as is known, declares no total; where it declares pages, all of
 * them are read. */
export const stubHubPro = (settings: StubHubProSettings): Source => ({
  name: settings.name,
  kind: 'stubhub-pro',
  host: settings.host,
  pace: settings.pace,
  capabilities: stubHubProCapabilities,
  look: (key, options) => orAborted(() => look(settings, key, options), options.signal),
  read: (key, bodies, observedAt) => read(key, bodies, observedAt),
});

const look = async (settings: StubHubProSettings, key: BookKey, { signal, known, recall }: LookOptions): Promise<Look> => {
  const answers: Answer[] = [];
  const bodies: string[] = [];
  for (let page = 1, attempts = 0; ; page += 1) {
    const asked = await askPage(settings, key, { page, signal, recall: recall instanceof WrittenItems ? recall : undefined });
    attempts += asked.attempts;
    const { verdict, observedAt } = asked.last;
    if (verdict.kind === 'blind') return blindLook(verdict, asked.last, attempts);
    answers.push(verdict.answer);
    bodies.push(asked.last.body!);
    if (page < Math.min(answers[0]!.pageCount, mostPages)) continue;
    const seen = sightingOf(joined(answers), observedAt, known);
    return { ...seenLook(seen, attempts), bodies, recall: seen.recall };
  }
};

type PageOptions = { page: number; signal: AbortSignal; recall: WrittenItems | undefined };

const askPage = (settings: StubHubProSettings, key: BookKey, { page, signal, recall }: PageOptions) =>
  askPatiently(
    settings,
    {
      errand: { source: settings.name, eventId: key.eventId, operation: 'listings' },
      ask: () => settings.ask(key.eventId, signal, page),
      judge: (exchange) => judge(exchange, key, recall),
    },
    signal,
  );

const read = (key: BookKey, bodies: readonly string[], observedAt: string): Look => {
  const answers: Answer[] = [];
  for (const body of bodies) {
    const verdict = judge({ kind: 'reply', status: 200, location: null, retryAfter: null, body }, key);
    if (verdict.kind === 'blind') return blindLook(verdict, { waitMs: null, observedAt, body }, 0);
    answers.push(verdict.answer);
  }
  return seenLook(sightingOf(joined(answers), observedAt), 0);
};
