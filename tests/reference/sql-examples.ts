/** Questions people ask, as SQL on the data of `sql-sample.ts`; the reference shows each with its answer. */
export const sqlExamples: readonly { question: string; sql: string }[] = [
  {
    question: 'What is on offer now, cheapest first?',
    sql: `select section, "row", quantity, all_in_price, currency from listings
where source = 'stubhub' and event_id = '5958508' order by all_in_price limit 3`,
  },
  {
    question: 'How did the get-in move, hour by hour? An hour without a complete look is null.',
    sql: `select bucket, complete_looks, min, median, listings, currency
from price_history('stubhub', '5958508', '1 hour', '2026-11-20 20:00Z', '2026-11-21 00:00Z')`,
  },
  {
    question: 'And in one section, day by day?',
    sql: `select bucket, section, min, median, listings, tickets
from section_price_history('stubhub', '5958508', '1 day', p_section => '102')`,
  },
  {
    question: 'What does a zone cost?',
    sql: `select zone, min, floor, median, listings from zone_price_history('stubhub', '5958508', '7 days')`,
  },
  {
    question: 'Is the lowest price one wrong offer, or the market?',
    sql: `select bucket, min, floor from floor_history('stubhub', '5958508')`,
  },
  {
    question: 'What was on offer at an instant?',
    sql: `select listing_id, section, all_in_price from book_at('stubhub', '5958508', '2026-11-20 21:00Z') order by listing_id`,
  },
  {
    question: 'What happened to one listing?',
    sql: `select observed_at, change, all_in_price, previous_all_in_price, other_listing_id, agreeing, rivals
from listing_history('stubhub', '5958508', 'a')`,
  },
  {
    question: 'Which listings are probably the same seats, offered anew?',
    sql: `select gone_listing_id, listing_id, seconds_between, agreeing, differing, gone_all_in_price, all_in_price
from relistings('stubhub', '5958508') where is_likeliest`,
  },
  {
    question: 'Which listings went in an evening?',
    sql: `select observed_at, listing_id, section, all_in_price from listing_changes
where source = 'stubhub' and event_id = '5958508' and change = 'gone' and observed_at >= '2026-11-20 18:00Z'
order by observed_at, listing_id`,
  },
  {
    question: 'How well was the event watched?',
    sql: `select day, looks, complete_minutes, partial_minutes, blind_minutes, silent_minutes from coverage('stubhub', '5958508')`,
  },
  {
    question: 'What did the looks find?',
    sql: `select day, looks, complete, partial, blind, appeared, changed, gone, median_seconds_apart
from sweep_statistics where source = 'stubhub' and event_id = '5958508' order by day`,
  },
  {
    question: 'The statistics of every look, as the project began',
    sql: `select event_id, event_name, min_price, max_price, avg_price, total_listings, total_tickets, "timestamp"
from ticket_stats order by "timestamp" limit 2`,
  },
  {
    question: 'The listings at an instant, as the project began',
    sql: `select listing_id, section, available_tickets, seller_all_in_price, currency_code, "timestamp"
from listings_at(1, '2026-11-21 08:00Z') order by listing_id`,
  },
  {
    question: 'What was alerted, why, and does it still hold?',
    sql: `select alert_id, name, reason, opened_at, closed_at, close_reason from alerts order by opened_at`,
  },
  {
    question: 'Who was told of it and saw it, and if somebody was not, why not?',
    sql: `select recipient, alert_id, status, reason, due_at, sent_at, acknowledged_at from deliveries order by observed_at, recipient`,
  },
  {
    question: 'What did each channel make of the messages?',
    sql: `select recipient, channel, kind, status, attempts, code, detail from messages order by queued_at, channel desc`,
  },
  {
    question: 'When could a watch not be judged, and what may it have missed?',
    sql: `select watch_id, since, told_at, sighted_at, reason, missed from watch_blindness order by since`,
  },
  {
    question: 'Does the live book hold what the tape told?',
    sql: `select source, event_id, digest = book_digest(source, event_id) as is_equal from books`,
  },
];
