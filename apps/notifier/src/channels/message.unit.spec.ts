import { aListing, aSighting } from '@tickettape/book/examples';
import type { AlertOpened, Listing } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { alertsOver, below, partly, tape } from '../episodes/scenario.examples.js';
import { messageOf } from './message.js';
import { telegramText } from './telegram/telegram-text.js';

const listing = aListing('a', { allInPrice: 9_210, section: 'Floor <A>' });
const alertOn = (...observations: Parameters<typeof tape>[0]): AlertOpened['data'] => {
  const [fact] = alertsOver({ ...below(95), name: 'Cheap & good' }, tape(observations));
  if (fact?.type !== 'alert.opened.v1') throw new Error('no alert');
  return fact.data;
};
const event = { name: 'Example Band', venue: 'Hall', city: 'Berlin', localDate: '2026-12-31T20:00:00' };

describe('the message of an alert', () => {
  it('says what, where, why, how sure and where to look', () => {
    const message = messageOf('w1:1:log', alertOn(aSighting([listing], { expected: 1 })), event);
    expect(message).toMatchObject({
      key: 'w1:1:log',
      title: 'Cheap & good',
      event: 'Example Band, Hall, Berlin, 2026-12-31 20:00 (stubhub/5958508)',
      reason: 'get-in 92.10 USD is below 95.00 USD; what it was before is not known',
      listings: ['section Floor <A>, row 7: 2 tickets at 92.10 USD'],
      seen: '2026-11-21T12:00:00.000Z in a complete look: 1 listing',
      proof: 'nats stream get BOOKS 1',
    });
  });

  it('says so when the look was partial and the catalogue does not know the event', () => {
    const message = messageOf('k', alertOn({ ...partly([listing]), expected: 40 }), null);
    expect([message.event, message.seen]).toEqual(['stubhub/5958508', '2026-11-21T12:00:00.000Z in a partial look: 1 of 40 listings']);
  });

  it('never invents what a listing does not tell', () => {
    const alert = alertOn(aSighting([listing]));
    const untold: Partial<Listing> = { section: null, row: null, quantity: null, allInPrice: null };
    const evidence = { ...alert.evidence, listings: { ...alert.evidence.listings, ...asColumns(untold) } };
    expect(messageOf('k', { ...alert, evidence }, null).listings).toEqual(['section not told: quantity not told, price not told']);
  });
});

describe('its text in Telegram', () => {
  it('is HTML with the words of people escaped', () => {
    expect(telegramText(messageOf('k', alertOn(aSighting([listing])), event))).toBe(
      [
        '<b>Cheap &amp; good</b>',
        'Example Band, Hall, Berlin, 2026-12-31 20:00 (stubhub/5958508)',
        'get-in 92.10 USD is below 95.00 USD; what it was before is not known',
        '',
        'section Floor &lt;A&gt;, row 7: 2 tickets at 92.10 USD',
        '',
        '<i>Seen at 2026-11-21T12:00:00.000Z in a complete look: 1 listing</i>',
        '<code>nats stream get BOOKS 1</code>',
      ].join('\n'),
    );
  });

  it('stays below the 4096 characters Telegram takes, whatever sellers and people write', () => {
    const long = Array.from({ length: 12 }, (_, index) => aListing(String(index), { allInPrice: 100 + index, section: 's'.repeat(2_000) }));
    const alert = { ...alertOn(aSighting(long)), name: 'n'.repeat(5_000) };
    expect(telegramText(messageOf('k', alert, { ...event, venue: 'v'.repeat(9_000) })).length).toBeLessThan(4_096);
  });
});

const asColumns = (told: Partial<Listing>) => Object.fromEntries(Object.entries(told).map(([name, value]) => [name, [value]]));
