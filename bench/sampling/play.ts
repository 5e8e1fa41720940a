import { learn, piecesOf, type Patterns, type Piece, type Span, type Subject } from '@tickettape/sampling';

/** `state` is null where the listing is gone. */
export type MarketChange = { atMs: number; listingId: string; state: string | null };

/** What truly happens to one book between the first look and the last moment at which one makes sense. */
export type Market = Subject & { opensAtMs: number; closesAtMs: number; changes: readonly MarketChange[] };

export type Outcome = {
  requests: number;
  /** Listings that differed between two looks: a change that was overtaken before anybody looked is in none. */
  captured: number;
  /** Sum over all changes of the time until somebody looked, or until the book closed. */
  waitedMs: number;
  changes: number;
};

/** When a book is looked at after `fromMs`; draws of `random` are its own. */
export type Policy = (subject: Subject, fromMs: number, known: Known) => number;
export type Known = { patterns: Patterns; last: Span | null; random: () => number };

type Follow = { market: Market; next: number; nextLookMs: number; lastLookMs: number; seen: Map<string, string | null>; last: Span | null };

/** Looks at all markets of a source as `policy` says, learning from what was seen every `learnEveryMs`, from nothing. */
export const play = (
  markets: readonly Market[],
  policy: Policy,
  { random, learnEveryMs }: { random: () => number; learnEveryMs: number },
): Outcome => {
  const outcome: Outcome = {
    requests: 0,
    captured: 0,
    waitedMs: 0,
    changes: markets.reduce((sum, { changes }) => sum + changes.length, 0),
  };
  const pieces: Piece[] = [];
  let [patterns, learnedMs] = [learn('bench', [], { spans: 0, learnedAt: '' }), 0];
  const follows = markets.map((market) => begin(market, policy, { patterns, last: null, random }));
  for (;;) {
    const follow = earliest(follows);
    if (follow === null) return finish(follows, outcome);
    const nowMs = follow.nextLookMs;
    const span = look(follow, nowMs, outcome);
    pieces.push(...piecesOf(span));
    if (nowMs - learnedMs >= learnEveryMs) [patterns, learnedMs] = [learn('bench', pieces, { spans: pieces.length, learnedAt: '' }), nowMs];
    follow.nextLookMs = policy(follow.market, nowMs, { patterns, last: span, random });
  }
};

const begin = (market: Market, policy: Policy, known: Known): Follow => ({
  market,
  next: 0,
  nextLookMs: policy(market, market.opensAtMs, known),
  lastLookMs: market.opensAtMs,
  seen: new Map(),
  last: null,
});

const earliest = (follows: readonly Follow[]): Follow | null => {
  let found: Follow | null = null;
  for (const follow of follows)
    if (follow.nextLookMs < follow.market.closesAtMs && (found === null || follow.nextLookMs < found.nextLookMs)) found = follow;
  return found;
};

const look = (follow: Follow, nowMs: number, outcome: Outcome): Span => {
  const { changes, eventId, startsAtMs } = follow.market;
  const now = new Map<string, string | null>();
  for (; follow.next < changes.length && changes[follow.next]!.atMs <= nowMs; follow.next += 1) {
    const { listingId, state, atMs } = changes[follow.next]!;
    now.set(listingId, state);
    outcome.waitedMs += nowMs - atMs;
  }
  const differing = [...now].filter(([listingId, state]) => (follow.seen.get(listingId) ?? null) !== state);
  for (const [listingId, state] of differing) follow.seen.set(listingId, state);
  outcome.requests += 1;
  outcome.captured += differing.length;
  const span = { eventId, startsAtMs, fromMs: follow.lastLookMs, toMs: nowMs, changes: differing.length };
  follow.lastLookMs = nowMs;
  return span;
};

/** What nobody saw any more waited until the end. */
const finish = (follows: readonly Follow[], outcome: Outcome): Outcome => {
  for (const { market, next } of follows) for (const { atMs } of market.changes.slice(next)) outcome.waitedMs += market.closesAtMs - atMs;
  return outcome;
};
