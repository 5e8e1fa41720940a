import type { Picker } from '../dashboard.js';

/** Tracked events first, the next one on top. Its value is `source/event id`. */
export const eventPicker: Picker = {
  name: 'event',
  label: 'Event',
  description: 'Tracked events first, the next one on top',
  sql: `
select concat_ws(' · ', event_name, city, to_char(local_date, 'YYYY-MM-DD')) as __text, source || '/' || viagogo_id as __value
from events order by is_tracked desc, abs(extract(epoch from event_date - now())) nulls last, viagogo_id`,
};

/** The picked event in SQL. */
export const source = `split_part(\${event:sqlstring}, '/', 1)`;
export const eventId = `split_part(\${event:sqlstring}, '/', 2)`;
export const ofEvent = (alias: string): string => `${alias}.source = ${source} and ${alias}.event_id = ${eventId}`;
