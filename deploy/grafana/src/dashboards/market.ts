import type { Dashboard } from '../dashboard.js';
import { eventId, eventPicker, ofEvent, source } from './event-picker.js';

/** From a blind look to the next look: nothing is known in between. */
export const blindBands = `
with look as (
  select s.observed_at, s.kind, s.outcome, s.detail, lead(s.observed_at) over (order by s.observed_at, s.sequence) as next_at
  from sweeps s where ${ofEvent('s')} and $__timeFilter(s.observed_at)
)
select observed_at as time, coalesce(next_at, now()) as timeend, concat_ws(': ', 'blind', outcome, detail) as text
from look where kind = 'blind' order by observed_at`;

/** Partial and blind looks have no statistics, so their points are null and the line breaks there. */
export const priceHistory = `
select s.observed_at as time, major_units(s.min, s.currency) as "get-in", major_units(s.p10, s.currency) as "10th percentile",
  major_units(s.median, s.currency) as "median"
from sweeps s where ${ofEvent('s')} and $__timeFilter(s.observed_at) order by s.observed_at`;

export const inventory = `
select s.observed_at as time, s.listings as "listings", s.tickets as "tickets"
from sweeps s where ${ofEvent('s')} and $__timeFilter(s.observed_at) order by s.observed_at`;

export const bySection = `
select section as "Section", major_units(min(all_in_price), max(currency)) as "Get-in",
  major_units(percentile_disc(0.5) within group (order by all_in_price), max(currency)) as "Median", count(*) as "Listings",
  sum(quantity) as "Tickets", max(currency) as "Currency"
from listings l where ${ofEvent('l')} group by section order by min(all_in_price) nulls last`;

export const sectionHistory = `
with cheapest as (
  select section from listings l where ${ofEvent('l')} group by section order by count(*) desc, section limit 8
)
select h.bucket as time, h.section as metric, major_units(h.min, h.currency) as value
from section_price_history(${source}, ${eventId}, '$__interval'::interval, $__timeFrom(), $__timeTo()) h join cheapest using (section)
order by h.bucket, h.section`;

export const comparison = `
select round((extract(epoch from h.bucket - e.event_date) / 86400)::numeric, 1) as "days to event",
  major_units(h.min, h.currency) as "get-in", concat_ws(' · ', e.event_name, to_char(e.local_date, 'YYYY-MM-DD')) as event
from events e cross join lateral price_history(e.source, e.viagogo_id, interval '6 hours', null, null) h
where e.event_date is not null and h.min is not null and e.source || '/' || e.viagogo_id in ($compare) order by 3, 1`;

const latest = (column: string) => `
select ${column} from sweeps s where ${ofEvent('s')} and s.complete order by s.observed_at desc limit 1`;

const nothingSeen = 'no complete look at this event yet';

export const market: Dashboard = {
  uid: 'tickettape-market',
  title: 'Market',
  description:
    'One event: what it costs to get in, what is on offer, what changes. Red bands are blind time: nothing is known there, and nothing is drawn.',
  from: 'now-7d',
  pickers: [
    eventPicker,
    {
      name: 'compare',
      label: 'Compare',
      description: 'Events to compare by days to event',
      multi: true,
      sql: `select concat_ws(' · ', event_name, to_char(local_date, 'YYYY-MM-DD')) as __text, source || '/' || viagogo_id as __value from events order by event_date, viagogo_id`,
    },
    {
      name: 'listing',
      label: 'Listing',
      description: 'Listings of the event, cheapest first',
      sql: `
select listing_id || ' · ' || section || coalesce(' row ' || "row", '') as __text, listing_id as __value from listings l
where ${ofEvent('l')} order by all_in_price nulls last, listing_id limit 500`,
    },
  ],
  bands: [{ name: 'Blind', color: 'rgba(242, 73, 92, 0.35)', sql: blindBands }],
  rows: [
    {
      title: 'Now',
      panels: [
        {
          kind: 'stat',
          title: 'Get-in',
          description: 'The lowest all-in price of a ticket in the last complete look, in the currency of the event.',
          unit: 'none',
          decimals: 2,
          queries: [{ sql: latest('major_units(s.min, s.currency)') }],
          noData: `${nothingSeen}, or it told no price or mixed currencies`,
          thresholds: false,
          width: 5,
          height: 4,
        },
        {
          kind: 'stat',
          title: 'Median',
          description: 'Half of the listings of the last complete look cost at most this per ticket.',
          unit: 'none',
          decimals: 2,
          queries: [{ sql: latest('major_units(s.median, s.currency)') }],
          noData: nothingSeen,
          thresholds: false,
          width: 5,
          height: 4,
        },
        {
          kind: 'stat',
          title: 'Listings',
          description: 'Offers in the last complete look.',
          unit: 'short',
          queries: [{ sql: latest('s.listings') }],
          noData: nothingSeen,
          thresholds: false,
          width: 4,
          height: 4,
        },
        {
          kind: 'stat',
          title: 'Last look',
          description: 'Time since the last look of any kind.',
          unit: 's',
          queries: [{ sql: `select extract(epoch from now() - b.observed_at)::float8 as age from books b where ${ofEvent('b')}` }],
          noData: 'the event was never looked at',
          thresholds: { warn: 6 * 3600, bad: 12 * 3600 },
          alert: 'TickettapeBookNotLookedAt',
          width: 5,
          height: 4,
        },
        {
          kind: 'stat',
          title: 'Blind',
          description: 'Part of the time range in which the book was blind.',
          unit: 'percentunit',
          queries: [
            {
              sql: `
with blind as (${blindBands})
select coalesce(sum(extract(epoch from timeend - time)), 0)::float8 / extract(epoch from $__timeTo()::timestamptz - $__timeFrom()::timestamptz) as part from blind`,
            },
          ],
          noData: 'the event was never looked at',
          thresholds: { warn: 0.01, bad: 0.05 },
          alert: 'TickettapeSightBudgetBurn',
          width: 5,
          height: 4,
        },
      ],
    },
    {
      title: 'History',
      panels: [
        {
          kind: 'chart',
          title: 'Price',
          description:
            'All-in price per ticket of every complete look: get-in, 10th percentile, median. The line breaks where a look was partial or blind.',
          unit: 'none',
          decimals: 2,
          queries: [{ sql: priceHistory, format: 'time_series' }],
          noData: 'no look in this time range',
          thresholds: false,
          width: 24,
          height: 10,
        },
        {
          kind: 'chart',
          title: 'Inventory',
          description:
            'Listings and tickets of every complete look. Fewer does not mean bought: gone is all that can be seen from outside.',
          unit: 'short',
          queries: [{ sql: inventory, format: 'time_series' }],
          noData: 'no look in this time range',
          thresholds: false,
          width: 12,
        },
        {
          kind: 'chart',
          title: 'Get-in by section',
          description: 'The eight sections with the most listings; each point is the last complete look of its interval.',
          unit: 'none',
          decimals: 2,
          queries: [{ sql: sectionHistory, format: 'time_series' }],
          noData: 'no complete look in this time range',
          thresholds: false,
          width: 12,
        },
      ],
    },
    {
      title: 'Book',
      panels: [
        {
          kind: 'table',
          title: 'By section',
          description: 'The live book, cheapest section first.',
          unit: 'none',
          queries: [{ sql: bySection }],
          noData: 'the live book is empty or was never seen',
          thresholds: false,
          width: 10,
          height: 12,
        },
        {
          kind: 'table',
          title: 'Changes',
          description:
            'What each look changed, newest first. `gone`: not in a complete look any more; bought, withdrawn and hidden look the same.',
          unit: 'none',
          queries: [
            {
              sql: `
select observed_at as "Seen", change as "Change", section as "Section", "row" as "Row", quantity as "Tickets",
  major_units(previous_all_in_price, currency) as "Before", major_units(all_in_price, currency) as "Price", listing_id as "Listing"
from listing_changes c where ${ofEvent('c')} and $__timeFilter(observed_at) order by observed_at desc, listing_id limit 200`,
            },
          ],
          noData: 'nothing changed in this time range',
          thresholds: false,
          width: 14,
          height: 12,
        },
        {
          kind: 'table',
          title: 'Life of the listing',
          description: 'Everything that happened to the picked listing. `probably-relisted-as` is a guess with its evidence, never a fact.',
          unit: 'none',
          queries: [
            {
              sql: `
select observed_at as "Seen", change as "Change", quantity as "Tickets", major_units(all_in_price, currency) as "Price",
  major_units(previous_all_in_price, currency) as "Before", other_listing_id as "Other listing", agreeing as "Agreeing"
from listing_history(${source}, ${eventId}, \${listing:sqlstring}) order by observed_at`,
            },
          ],
          noData: 'no listing is picked, or it was never seen',
          thresholds: false,
          width: 12,
          height: 8,
        },
        {
          kind: 'xy',
          title: 'Get-in by days to event',
          description: 'The picked events on one axis: 0 is the day of the event, each point the last complete look of six hours.',
          unit: 'none',
          decimals: 2,
          queries: [{ sql: comparison }],
          noData: 'no event is picked that has a time and a complete look',
          thresholds: false,
          transformations: [{ id: 'partitionByValues', options: { fields: ['event'], keepFields: false, naming: { asLabels: true } } }],
          width: 12,
          height: 8,
        },
      ],
    },
  ],
};
