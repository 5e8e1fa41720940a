import type { Dashboard } from '../dashboard.js';
import { eventId, eventPicker, source } from './event-picker.js';

export const coverage: Dashboard = {
  uid: 'tickettape-coverage',
  title: 'Coverage and gaps',
  description: 'What we could and could not see. A partial look proves presence only, a blind one nothing.',
  from: 'now-7d',
  pickers: [eventPicker],
  rows: [
    {
      title: 'All events',
      panels: [
        {
          kind: 'stat',
          title: 'Blind books now',
          description: 'Books of tracked events that are not in sight, by source.',
          unit: 'short',
          queries: [{ promql: 'max by (source) (books{status="unseen"})', legend: '{{source}}', instant: true }],
          noData: 'storage does not report, or nothing is tracked',
          thresholds: { warn: 1, bad: 5 },
          alert: 'TickettapeSightBudgetBurn',
          width: 6,
          height: 5,
        },
        {
          kind: 'stat',
          title: 'Never seen',
          description: 'Tracked events without any look yet.',
          unit: 'short',
          queries: [{ promql: 'max by (source) (books{status="never"})', legend: '{{source}}', instant: true }],
          noData: 'storage does not report, or nothing is tracked',
          thresholds: { warn: 1 },
          width: 6,
          height: 5,
        },
        {
          kind: 'stat',
          title: 'Longest without a look',
          description: 'Time since the last look at the tracked event that waits longest.',
          unit: 's',
          queries: [{ promql: 'max by (source) (books_oldest_look_seconds)', legend: '{{source}}', instant: true }],
          noData: 'storage does not report, or nothing was looked at',
          thresholds: { warn: 6 * 3600, bad: 12 * 3600 },
          alert: 'TickettapeBookNotLookedAt',
          width: 6,
          height: 5,
        },
        {
          kind: 'stat',
          title: 'Gaps on the tape',
          description: 'What the tape should have told and did not.',
          unit: 'short',
          queries: [{ promql: 'sum(max by (stream, reason) (tape_gaps))', legend: 'gaps', instant: true }],
          noData: 'no gap is known',
          emptyIsHealthy: 'the tape of a run without poison has no gap',
          thresholds: { warn: 1 },
          alert: 'TickettapeTapeGap',
          width: 6,
          height: 5,
        },
        {
          kind: 'bars',
          title: 'Sweeps by outcome',
          description: 'Complete, partial, why they were blind, or why no look was taken.',
          unit: 'short',
          queries: [{ promql: 'sum by (outcome) (increase(sweeps_total[$__rate_interval]))', legend: '{{outcome}}' }],
          noData: 'no sweep in this time range',
          thresholds: false,
          width: 12,
        },
        {
          kind: 'chart',
          title: 'Books by status',
          description: 'Books of tracked events over time.',
          unit: 'short',
          queries: [{ promql: 'sum by (status) (max by (source, status) (books))', legend: '{{status}}' }],
          noData: 'storage does not report',
          thresholds: false,
          width: 12,
        },
        {
          kind: 'table',
          title: 'Worst watched events',
          description: 'Minutes of the time range by how good they were, most blind first.',
          unit: 'm',
          queries: [
            {
              sql: `
select e.event_name as "Event", e.source as "Source", sum(c.looks) as "Looks", sum(c.complete_minutes) as "Complete", sum(c.partial_minutes) as "Partial",
  sum(c.blind_minutes) as "Blind", sum(c.silent_minutes) as "Silent"
from coverage() c join events e on e.source = c.source and e.viagogo_id = c.event_id
where c.day between $__timeFrom()::timestamptz::date and $__timeTo()::timestamptz::date
group by e.source, e.viagogo_id, e.event_name order by sum(c.blind_minutes) desc, sum(c.silent_minutes) desc, 1 limit 50`,
            },
          ],
          noData: 'no look in this time range',
          thresholds: false,
          width: 14,
          height: 10,
        },
        {
          kind: 'table',
          title: 'Gaps',
          description: 'The newest things the tape should have told and did not.',
          unit: 'none',
          queries: [
            {
              sql: `select at as "At", stream as "Stream", stream_seq as "Sequence", reason as "Reason", subject as "Subject" from gaps order by at desc limit 50`,
            },
          ],
          noData: 'no gap is known',
          emptyIsHealthy: 'the tape of a run without poison has no gap',
          thresholds: false,
          alert: 'TickettapeTapeGap',
          width: 10,
          height: 10,
        },
      ],
    },
    {
      title: 'One event',
      panels: [
        {
          kind: 'bars',
          title: 'Minutes per day',
          description: 'How well the picked event was watched, in minutes of each UTC day. Silent: looks further apart than 12 hours.',
          unit: 'm',
          queries: [
            {
              sql: `
select day::timestamptz as time, complete_minutes as "complete", partial_minutes as "partial", blind_minutes as "blind", silent_minutes as "silent"
from coverage(${source}, ${eventId}) where day between $__timeFrom()::timestamptz::date and $__timeTo()::timestamptz::date order by day`,
              format: 'time_series',
            },
          ],
          noData: 'the event was not looked at in this time range',
          thresholds: false,
          width: 12,
        },
        {
          kind: 'table',
          title: 'Looks per day',
          description: 'What the looks at the picked event found.',
          unit: 'none',
          queries: [
            {
              sql: `
select day as "Day", looks as "Looks", complete as "Complete", partial as "Partial", blind as "Blind", appeared as "Appeared", changed as "Changed",
  gone as "Gone", median_seconds_apart as "Seconds apart"
from sweep_statistics s where s.source = ${source} and s.event_id = ${eventId} order by day desc`,
            },
          ],
          noData: 'the event was never looked at',
          thresholds: false,
          width: 12,
        },
      ],
    },
  ],
};
