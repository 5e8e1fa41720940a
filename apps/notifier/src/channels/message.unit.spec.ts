import { aListing, aSighting } from '@tickettape/book/examples';
import type { AlertOpened, Listing } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { noticeOf } from '../delivery/notice.js';
import { alertsOver, below, partly, tape } from '@tickettape/watches/examples';
import { compose } from './compose.js';
import { noLinks, type Message } from './message.js';
import { tellingOf, type EventName, type Reader } from './telling.js';
import { telegramText } from './telegram/telegram-text.js';

const listing = aListing('a', { allInPrice: 9_210, section: 'Floor <A>' });
const alertOn = (...observations: Parameters<typeof tape>[0]): AlertOpened => {
  const [fact] = alertsOver({ ...below(95), name: 'Cheap & good' }, tape(observations));
  if (fact?.type !== 'alert.opened.v1') throw new Error('no alert');
  return fact;
};
const event = { name: 'Example Band', venue: 'Hall', city: 'Berlin', localDate: '2026-12-31T20:00:00' };

const messageOf = (alert: AlertOpened, told: EventName | null, reader: Reader = null, copies = 1): Message => {
  const { notice } = noticeOf(alert)!;
  const delivery = {
    recipient: 'r-1',
    deliveryKey: 'k',
    kind: 'alert' as const,
    notices: Array.from({ length: copies }, () => notice),
    channels: ['log' as const],
    escalatesAt: null,
  };
  const tellings = delivery.notices.map(() => tellingOf(notice, alert, told, reader));
  return compose({ delivery, tellings, finding: alert, picture: null, links: noLinks });
};

describe('the message of an alert', () => {
  it('says what, where, why, how sure and where to look', () => {
    const message = messageOf(alertOn(aSighting([listing], { expected: 1 })), event);
    expect(message).toMatchObject({
      key: 'k',
      title: 'Cheap & good',
      event: 'Example Band, Hall, Berlin, 2026-12-31 20:00 (stubhub/5958508)',
      reason: 'get-in 92.10 USD is below 95.00 USD; what it was before is not known',
      listings: ['section Floor <A>, row 7: 2 tickets at 92.10 USD'],
      seen: '2026-11-21T12:00:00.000Z in a complete look: 1 listing',
      proof: 'npx tape watch explain w1:1',
    });
  });

  it('says so when the look was partial and the catalogue does not know the event', () => {
    const message = messageOf(alertOn({ ...partly([listing]), expected: 40 }), null);
    expect([message.event, message.seen]).toEqual(['stubhub/5958508', '2026-11-21T12:00:00.000Z in a partial look: 1 of 40 listings']);
  });

  it('tells a person the time of their zone, as they write it', () => {
    const message = messageOf(alertOn(aSighting([listing])), event, { locale: 'de-DE', timeZone: 'Europe/Berlin' });
    expect(message.seen).toBe('21.11.2026, 13:00:00 MEZ in a complete look: 1 listing');
  });

  it('tells appointments by time and place, with the link to where the person books', () => {
    const alert = alertOn(aSighting([{ ...listing, startsAt: '2027-03-01T09:00:00Z', durationMinutes: 20, section: 'Office' }]));
    const { listings } = tellingOf(
      noticeOf(alert)!.notice,
      alert,
      event,
      { locale: 'de-DE', timeZone: 'Europe/Berlin' },
      'https://example.org/book',
    );
    expect(listings).toEqual(['01.03.2027, 10:00:00 MEZ (20 min), Office', 'https://example.org/book']);
  });

  it('never invents what a listing does not tell', () => {
    const alert = alertOn(aSighting([listing]));
    const untold: Partial<Listing> = { section: null, row: null, quantity: null, allInPrice: null };
    const evidence = { ...alert.data.evidence, listings: { ...alert.data.evidence.listings, ...asColumns(untold) } };
    const message = messageOf({ ...alert, data: { ...alert.data, evidence } }, null);
    expect(message.listings).toEqual(['section not told: quantity not told, price not told']);
  });

  it('is a list of what was held where it is a digest', () => {
    const message = messageOf(alertOn(aSighting([listing])), event, null, 3);
    expect(message).toMatchObject({ title: '3 messages of your watches', alert: null, parts: [{ title: 'Cheap & good' }, {}, {}] });
  });
});

describe('its text in Telegram', () => {
  it('is HTML with the words of people escaped', () => {
    expect(telegramText(messageOf(alertOn(aSighting([listing])), event))).toBe(
      [
        '<b>Cheap &amp; good</b>',
        'Example Band, Hall, Berlin, 2026-12-31 20:00 (stubhub/5958508)',
        'get-in 92.10 USD is below 95.00 USD; what it was before is not known',
        '',
        'section Floor &lt;A&gt;, row 7: 2 tickets at 92.10 USD',
        '',
        '<i>Seen at 2026-11-21T12:00:00.000Z in a complete look: 1 listing</i>',
        '<code>npx tape watch explain w1:1</code>',
      ].join('\n'),
    );
  });

  it('stays below the 4096 characters Telegram takes, whatever sellers and people write and however much was held', () => {
    const long = Array.from({ length: 12 }, (_, index) => aListing(String(index), { allInPrice: 100 + index, section: 's'.repeat(2_000) }));
    const alert = alertOn(aSighting(long));
    const named = { ...alert, data: { ...alert.data, name: 'n'.repeat(5_000) } };
    for (const copies of [1, 50]) {
      const message = messageOf(named, { ...event, venue: 'v'.repeat(9_000) }, null, copies);
      expect(telegramText(message).length).toBeLessThan(4_096);
      expect(telegramText(message, 1_024).length).toBeLessThan(1_024);
    }
  });
});

const asColumns = (told: Partial<Listing>) => Object.fromEntries(Object.entries(told).map(([name, value]) => [name, [value]]));
