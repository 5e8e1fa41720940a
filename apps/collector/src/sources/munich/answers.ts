import { dayOf } from './days.js';

/** What of a calendar was told for one office. */
export type Calendar = {
  /** Epoch seconds, as they came; what cannot be read is null. */
  slots: (number | null)[];
  /** Bookable days of which no times were told. */
  daysWithoutTimes: string[];
  /** Whether other offices were told of, and not this one. */
  isOfOthers: boolean;
  /** Whether the office told of every day that was asked for. */
  coversAll: boolean;
};

export type Asked = { officeId: number; startDate: string; endDate: string };

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Seconds up to the year 9999; beyond it ISO 8601 has no plain form. */
const mostSeconds = 253_402_300_799;
const secondOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= mostSeconds ? (value as number) : null;

const idOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : Number.isSafeInteger(value) ? String(value) : null;

/** `GET /available-calendar/` of the current version: days with the times of each office. null for anything else. */
export const readCalendar = (json: unknown, asked: Asked): Calendar | null => {
  if (!isObject(json) || !Array.isArray(json['availableDays'])) return null;
  if (dayOf(json['startDate']) === null || dayOf(json['endDate']) === null) return null;
  const days = json['availableDays'].map((day) => readDay(day, asked.officeId));
  return {
    slots: days.flatMap(({ slots }) => slots),
    daysWithoutTimes: days.flatMap(({ day, isOurs, slots }) => (isOurs && slots.length === 0 ? [day] : [])),
    isOfOthers: days.length > 0 && days.every(({ isOfOthers }) => isOfOthers),
    coversAll: coversAll(json, asked),
  };
};

type Day = { day: string; slots: (number | null)[]; isOurs: boolean; isOfOthers: boolean };

const readDay = (value: unknown, officeId: number): Day => {
  const own = String(officeId);
  if (!isObject(value) || dayOf(value['date']) === null) return { day: '', slots: [null], isOurs: true, isOfOthers: false };
  const offices = Array.isArray(value['offices']) ? value['offices'] : [];
  const told = offices.filter(isObject);
  const ours = told.filter((office) => idOf(office['officeId'] ?? office['id']) === own);
  const slots = ours.flatMap((office) => timesOf(office));
  const providers = typeof value['providerIDs'] === 'string' ? value['providerIDs'].split(',').map((id) => id.trim()) : [];
  const isOurs = ours.length > 0 || providers.includes(own) || (providers.length === 0 && offices.length === 0);
  return { day: value['date'] as string, slots: [...slots, ...unreadable(offices, told)], isOurs, isOfOthers: !isOurs };
};

/** What stands among the offices and is none may have been ours. */
const unreadable = (offices: readonly unknown[], told: readonly Json[]): null[] => (told.length < offices.length ? [null] : []);

const timesOf = (office: Json): (number | null)[] => {
  const times = office['appointments'] ?? office['appointmentTimestamps'];
  if (times === null || times === undefined) return [];
  return Array.isArray(times) ? times.map(secondOf) : [null];
};

/**
 * The answer names the range it is of, and the window within which it tells times; a bookable day outside of that window is named as the next or
 * previous one.
 */
const coversAll = (json: Json, { startDate, endDate }: Asked): boolean => {
  const [start, end] = [json['startDate'] as string, json['endDate'] as string];
  if (start > startDate || end < endDate) return false;
  const [previous, next] = [dayOf(json['prevBookableDate']), dayOf(json['nextBookableDate'])];
  const [from, to] = [dayOf(json['slotsStartDate']) ?? start, dayOf(json['slotsEndDate']) ?? end];
  const hidesBefore = from > startDate && previous !== null && previous >= startDate;
  const hidesAfter = to < endDate && next !== null && next <= endDate;
  return !hidesBefore && !hidesAfter;
};

/** `GET /available-days/` of the legacy version, plain or by office: the bookable days of an office. null for anything else. */
export const readDays = (json: unknown, { officeId }: Pick<Asked, 'officeId'>): string[] | null => {
  if (!isObject(json) || !Array.isArray(json['availableDays'])) return null;
  const days = json['availableDays'].flatMap((value: unknown) => {
    if (!isObject(value)) return [dayOf(value)];
    const providers = value['providerIDs'];
    const isOurs = typeof providers !== 'string' || providers.split(',').some((id) => id.trim() === String(officeId));
    return isOurs ? [dayOf(value['time'] ?? value['date'])] : [];
  });
  return days.includes(null) ? null : [...new Set(days as string[])].toSorted();
};

/** `GET /available-appointments/` of the legacy version, plain or by office: the times of one day, null where one cannot be read. null for anything else. */
export const readTimes = (json: unknown, { officeId }: Pick<Asked, 'officeId'>): (number | null)[] | null => {
  if (!isObject(json)) return null;
  if (Array.isArray(json['appointmentTimestamps'])) return json['appointmentTimestamps'].map(secondOf);
  if (!Array.isArray(json['offices'])) return null;
  const own = String(officeId);
  return json['offices'].flatMap((office: unknown) => {
    if (!isObject(office)) return [null];
    return idOf(office['officeId'] ?? office['id']) === own ? timesOf(office) : [];
  });
};
