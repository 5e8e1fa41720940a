/** Looks in the history of a market: what a person compares with, and what a sparkline has room for. */
const historyLooks = 24;

/** One row per tracked event, the next one first. A few short index scans each, so it can be asked every second. */
export const marketQuery = `
  select
    event.source, event.viagogo_id as "eventId", event.event_name as name, event.event_date as "startsAt",
    to_char(event.local_date, 'YYYY-MM-DD"T"HH24:MI:SS') as "localDate",
    last.outcome, last.kind, last.observed_at as "observedAt",
    priced.observed_at as "pricedAt", priced.listings, priced.tickets, priced.currency, priced.min as "getIn", priced.median,
    before.min as "getInBefore", before.median as "medianBefore",
    coalesce(history.get_in, '{}') as history, coalesce(history.outcomes, '{}') as outcomes
  from events event
  left join lateral (
    select outcome, kind, observed_at from sweeps
    where source = event.source and event_id = event.viagogo_id
    order by observed_at desc, sequence desc limit 1
  ) last on true
  left join lateral (
    select observed_at, listings, tickets, currency, min, median from sweeps
    where source = event.source and event_id = event.viagogo_id and complete
    order by observed_at desc, sequence desc limit 1
  ) priced on true
  left join lateral (
    select array_agg(recent.min order by recent.observed_at) as get_in,
      array_agg(recent.outcome order by recent.observed_at) as outcomes, min(recent.observed_at) as since
    from (
      select observed_at, min, outcome from sweeps
      where source = event.source and event_id = event.viagogo_id
      order by observed_at desc, sequence desc limit ${historyLooks}
    ) recent
  ) history on true
  left join lateral (
    select min, median from sweeps
    where source = event.source and event_id = event.viagogo_id and complete
      and observed_at >= history.since and observed_at < priced.observed_at and currency = priced.currency
    order by observed_at, sequence limit 1
  ) before on true
  where event.is_tracked
  order by coalesce(event.event_date, event.local_date at time zone 'UTC'), event.event_id`;
