import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { isQuiet } from '../people/local-time.js';
import { reaches, type Person } from '../people/person.js';
import { aNotice, aPerson, Life } from './delivery.examples.js';
import { acknowledged } from './delivery-facts.js';

const at = (local: string) => Temporal.ZonedDateTime.from(local).epochMilliseconds;
const minute = 60_000;
const hour = 60 * minute;
const noon = at('2026-11-24T12:00[Europe/Berlin]');

const life = (told: Partial<Person> = {}) => new Life(aPerson(told));
const nth = (number: number, watchId = 'w1') => ({ noticeKey: `${watchId}:${number}:opened`, alertId: `${watchId}:${number}`, watchId });

describe('what a person is told of an alert', () => {
  it('is sent at once where they wish nothing else, and once', () => {
    const ann = life();
    ann.tell(aNotice(noon), noon);
    ann.tell(aNotice(noon), noon + minute);
    expect(ann.story()).toEqual(['now']);
  });

  it('waits for the morning in their quiet hours, but not where it matters enough', () => {
    const ann = life({ quietHours: { from: '22:00', to: '07:00', except: 'high' } });
    const night = at('2026-10-25T01:30[Europe/Berlin]');
    ann.tell(aNotice(night), night);
    ann.tell(aNotice(night, { ...nth(2), severity: 'high' }), night);
    expect(ann.story()).toEqual(['held: quiet-hours until 2026-10-25T06:00:00.000Z', 'now']);
    ann.tick(at('2026-10-25T06:59[Europe/Berlin]'));
    ann.tick(at('2026-10-25T07:00[Europe/Berlin]'));
    expect(ann.story().slice(2)).toEqual(['digest of 1']);
  });

  it('comes in the daily digest at their local time, across a change of the clocks', () => {
    const ann = life({ timeZone: 'America/New_York', digest: { every: 'day', at: '08:00', immediateFrom: 'high' } });
    const saturday = at('2026-03-07T09:00[America/New_York]');
    for (const number of [1, 2, 3]) ann.tell(aNotice(saturday, nth(number)), saturday);
    ann.tell(aNotice(saturday, { ...nth(4), severity: 'high' }), saturday);
    ann.tick(at('2026-03-08T07:59[America/New_York]'));
    expect(ann.story()).toEqual([...Array.from({ length: 3 }, () => 'held: digest until 2026-03-08T12:00:00.000Z'), 'now']);
    ann.tick(at('2026-03-08T08:00[America/New_York]'));
    expect(ann.story().slice(4)).toEqual(['digest of 3']);
  });

  it('waits where the hour is full, and comes when there is room', () => {
    const ann = life({ maxPerHour: 2 });
    for (const number of [1, 2, 3, 4]) ann.tell(aNotice(noon, nth(number)), noon + number * minute);
    expect(ann.story().slice(2)).toEqual([
      'held: hourly-cap until 2026-11-24T12:01:00.000Z',
      'held: hourly-cap until 2026-11-24T12:01:00.000Z',
    ]);
    ann.tick(noon + hour + minute);
    expect(ann.story().slice(4)).toEqual(['digest of 2']);
  });

  it.each([
    ['unknown-recipient', null, {}],
    [
      'no-channel',
      { addresses: [{ channel: 'telegram' as const, chatId: '1', inactive: { since: '2026-01-01T00:00:00Z', why: 'blocked' } }] },
      {},
    ],
    ['muted', { mutedUntil: new Date(noon + 1).toISOString() }, {}],
    ['muted', { mutedWatches: { w1: new Date(noon + 1).toISOString() } }, {}],
    ['too-old', {}, { observedAt: new Date(noon - hour - 1).toISOString() }],
    ['too-old', {}, { observedAt: new Date(noon + 2 * minute).toISOString() }],
  ] as const)('is suppressed, and says so: %s', (reason, told, notice) => {
    const ann = new Life(told === null ? null : aPerson(told as Partial<Person>));
    ann.tell(aNotice(noon, notice), noon);
    expect(ann.story()).toEqual([`suppressed: ${reason}`]);
  });

  it('does not come again within the cooldown of the same watch', () => {
    const ann = life({ cooldownSeconds: 600 });
    ann.tell(aNotice(noon, nth(1)), noon);
    ann.tell(aNotice(noon, nth(2)), noon + 9 * minute);
    ann.tell(aNotice(noon, nth(1, 'w2')), noon + 9 * minute);
    ann.tell(aNotice(noon, nth(3)), noon + 11 * minute);
    expect(ann.story()).toEqual(['now', 'suppressed: cooldown', 'now', 'now']);
  });

  it('that is over is not told to whom its beginning was kept from', () => {
    const ann = life({ mutedUntil: new Date(noon + minute).toISOString() });
    ann.tell(aNotice(noon), noon);
    ann.tell(aNotice(noon, { noticeKey: 'w1:1:closed', kind: 'closed' }), noon + 2 * minute);
    expect(ann.story()).toEqual(['suppressed: muted', 'suppressed: never-told']);
  });

  it('is told to somebody else where it is not acknowledged in time', () => {
    const told = { escalation: { afterSeconds: 600, to: 'r-2', from: 'high' as const } };
    const [silent, quick] = [life(told), life(told)];
    for (const ann of [silent, quick]) ann.tell(aNotice(noon, { severity: 'high' }), noon);
    quick.write(acknowledged('r-1', 'w1:1:opened:r-1', 'telegram', noon + minute));
    for (const ann of [silent, quick]) for (const wait of [9, 10, 11]) ann.tick(noon + wait * minute);
    expect(silent.facts.at(-1)).toMatchObject({ type: 'delivery.escalated.v1', data: { to: 'r-2' } });
    expect(silent.story()).toEqual(['now', 'delivery.escalated.v1']);
    expect(quick.story()).toEqual(['now', 'delivery.acknowledged.v1']);
  });

  it('that came from an archive waits for nothing', () => {
    const ann = life({ quietHours: { from: '10:00', to: '13:00', except: 'high' }, escalation: { afterSeconds: 60, from: 'low' } });
    const other = life({ ...ann.person!, quietHours: undefined });
    for (const [number, someone] of [ann, other].entries()) someone.tell(aNotice(noon, nth(number)), noon);
    const copy = new Life(ann.person);
    for (const [index, fact] of [...ann.facts, ...other.facts].entries())
      copy.outbox.apply({ fact, position: index + 1, isImported: true });
    copy.tick(noon + 2 * hour);
    expect(copy.facts).toEqual([]);
  });
});

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca'];
const localTime = fc.tuple(fc.nat(23), fc.constantFrom('00', '30')).map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);
const severity = fc.constantFrom('low' as const, 'normal' as const, 'high' as const);

const wishes = fc.record(
  {
    timeZone: fc.constantFrom(...zones),
    quietHours: fc
      .tuple(localTime, localTime, severity)
      .filter(([from, to]) => from !== to)
      .map(([from, to, except]) => ({ from, to, except })),
    digest: fc.oneof(
      severity.map((immediateFrom) => ({ every: 'hour' as const, immediateFrom })),
      fc.tuple(localTime, severity).map(([time, immediateFrom]) => ({ every: 'day' as const, at: time, immediateFrom })),
    ),
    maxPerHour: fc.integer({ min: 1, max: 4 }),
    cooldownSeconds: fc.integer({ min: 0, max: 7_200 }),
  },
  { requiredKeys: ['timeZone'] },
);

/** Days on which the clocks of some zone change, and one on which none does. */
const days = fc.constantFrom('2026-03-07', '2026-03-28', '2026-04-04', '2026-07-01', '2026-10-03', '2026-10-24', '2026-10-31');

/** Minutes between two steps; each step is a notice of some severity, or just the clock. */
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 120 }), fc.option(severity, { freq: 3 })), { minLength: 5, maxLength: 60 });

/** A day until the digest, a day of quiet hours, an hour under the cap and a day of quiet hours again: longer nothing can wait. */
const longestWaitHours = 75;

/** Plays the steps, looks at the clock between them as a notifier does, and goes on until nothing can wait any more. */
const play = (
  told: Partial<Person>,
  day: string,
  played: [number, 'low' | 'normal' | 'high' | null][],
): { ann: Life; noticeKeys: string[] } => {
  const ann = life(told);
  const noticeKeys: string[] = [];
  let nowMs = Date.parse(`${day}T18:00:00Z`);
  for (const [index, [minutes, matters]] of [
    ...played,
    ...Array.from({ length: 2 * longestWaitHours }, (): [number, null] => [30, null]),
  ].entries()) {
    for (const end = nowMs + minutes * minute; nowMs < end; nowMs += 15 * minute) ann.tick(nowMs);
    if (matters === null) continue;
    const notice = aNotice(nowMs, { ...nth(index, `w${index % 3}`), severity: matters });
    noticeKeys.push(notice.noticeKey);
    ann.tell(notice, nowMs);
  }
  return { ann, noticeKeys };
};

describe('whatever a person wishes and whatever happens', () => {
  it('the cap holds in any sixty minutes, quiet hours hold, and every notice is sent once or suppressed with a reason', () => {
    fc.assert(
      fc.property(wishes, days, steps, (told, day, played) => {
        const { ann, noticeKeys } = play(told as Partial<Person>, day, played);
        const messages = ann.messages();
        const { maxPerHour, quietHours, timeZone } = ann.person!;
        for (const { atMs } of maxPerHour ? messages : []) {
          expect(messages.filter((other) => other.atMs > atMs - hour && other.atMs <= atMs).length).toBeLessThanOrEqual(maxPerHour!);
        }
        for (const { atMs, severities } of messages) {
          const matters = severities.some((one) => quietHours && reaches(one, quietHours.except));
          if (quietHours && isQuiet(quietHours, timeZone, atMs)) expect(matters).toBe(true);
        }
        const ends = ann.facts.flatMap(({ type, data }) => {
          if (type === 'delivery.queued.v1') return data.notices.map(({ noticeKey }) => noticeKey);
          return type === 'delivery.suppressed.v1' ? [data.notice.noticeKey] : [];
        });
        expect(ends.toSorted()).toEqual(noticeKeys.toSorted());
      }),
      { numRuns: Number(process.env['DECISIONS'] ?? 150) },
    );
  });
});
