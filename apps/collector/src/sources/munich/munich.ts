import type { BookKey } from '@tickettape/contracts';
import { parseAppointmentId, type AppointmentId } from '@tickettape/contracts';
import type { HostGate } from '../../politeness/host-gate.js';
import type { Pace } from '../../politeness/pace.js';
import type { CaptchaDesk, CaptchaOffice } from '../captcha-desk.js';
import { orAborted } from '../or-aborted.js';
import { blindLook } from '../patient-ask.js';
import { seenLook } from '../sighting.js';
import type { Look, Source } from '../source.js';
import { blind } from '../verdict.js';
import { munichCapabilities } from './capabilities.js';
import { plusDays, todayAt } from './days.js';
import type { Feed } from './feed.js';
import { sightingOf, type Finding } from './mapper.js';
import { Office, type Answered } from './office.js';
import { readKept } from './read-kept.js';
import { needOf } from './token-need.js';

export type MunichSettings = {
  name: string;
  host: string;
  pace: Pace;
  gate: HostGate;
  ask: Feed;
  now: () => number;
  /** Days from today that are looked at. */
  daysAhead: number;
  timeZone: string;
  desk: CaptchaDesk;
  captcha: CaptchaOffice;
};

/**
 * The citizen-appointment API of the city of Munich. A book is a service at an office, a listing is a free time. Where the office wants a captcha solved the
 * source waits for the token that a person gets; nothing here solves one, books anything or holds it.
 */
export const munich = (settings: MunichSettings): Source => {
  const office = new Office(settings);
  return {
    name: settings.name,
    kind: 'munich',
    host: settings.host,
    pace: settings.pace,
    capabilities: munichCapabilities,
    captcha: settings.captcha,
    look: (key, { signal }) => orAborted(() => look(settings, office, key, signal), signal),
    read: (key, bodies, observedAt) => {
      const id = parseAppointmentId(key.eventId);
      const kept = id === null ? blind('wrong-event', notOurs, null) : readKept(bodies, id.officeId);
      if ('kind' in kept) return blindLook(kept, { waitMs: null, observedAt, body: null }, 0);
      return seen(kept, id!, office, observedAt, 0);
    },
  };
};

const notOurs = 'the id is not <serviceId>-<officeId>';

const look = async (settings: MunichSettings, office: Office, key: BookKey, signal: AbortSignal): Promise<Look> => {
  const { desk, name, now } = settings;
  const observedAt = new Date(now()).toISOString();
  const id = parseAppointmentId(key.eventId);
  if (id === null) return blindLook(blind('wrong-event', notOurs, null), { waitMs: null, observedAt, body: null }, 0);
  const place = await office.place(key, id, signal);
  const held = await desk.current(name);
  if (held.token === null && (place.needsToken ?? held.isNeeded)) {
    await desk.need(name, held.end);
    return blindLook(blind('token-needed', waiting, null), { waitMs: null, observedAt, body: null }, 0);
  }
  const startDate = todayAt(settings.timeZone, now());
  const asked = { officeId: id.officeId, startDate, endDate: plusDays(startDate, settings.daysAhead) };
  const answered = await office.free({ key, id, asked, token: held.token, signal });
  return lookOf(settings, office, id, answered, held.token);
};

const waiting = 'no request: the office wants a captcha solved, and a person has to do that';

const lookOf = async (
  { desk, name }: MunichSettings,
  office: Office,
  id: AppointmentId,
  answered: Answered,
  token: string | null,
): Promise<Look> => {
  const { attempts, last, bodies } = answered;
  if ('finding' in answered) return { ...seen(answered.finding, id, office, last.observedAt, attempts), bodies };
  const need = needOf(answered.blind, token);
  if (need !== null) await desk.refuse(name, token, need);
  return blindLook(answered.blind, last, attempts);
};

const seen = (finding: Finding, id: AppointmentId, office: Office, observedAt: string, attempts: number): Look =>
  seenLook(sightingOf(finding, id.officeId, office.knownPlace(id), observedAt), attempts);
