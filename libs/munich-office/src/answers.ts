import { officeId, serviceId, type OfficeScript } from './script.js';

const statuses: Readonly<Record<string, number>> = {
  notFound: 404,
  noAppointmentForThisDay: 404,
  appointmentNotAvailable: 404,
  rateLimitExceeded: 429,
  invalidLocationAndServiceCombination: 400,
  captchaMissing: 400,
  captchaInvalid: 400,
  captchaExpired: 400,
};

export type Told = { status: number; body: object };

export const ok = (body: object): Told => ({ status: 200, body });

export const refused = (code: string): Told => ({
  status: statuses[code]!,
  body: { errors: [{ errorCode: code, statusCode: statuses[code]!, errorMessage: 'As the office puts it.', errorType: 'error' }] },
});

export const isKnown = (params: URLSearchParams): boolean =>
  (params.get('officeIds') ?? params.get('officeId')) === String(officeId) &&
  (params.get('serviceIds') ?? params.get('serviceId')) === String(serviceId);

export const directory = ({ captcha }: OfficeScript): Told =>
  ok({
    offices: [
      {
        id: officeId,
        name: 'Citizens’ office on the example square',
        slotTimeInMinutes: 5,
        scope: { captchaActivatedRequired: captcha.told ? captcha.wanted : null },
      },
      { id: 'none', name: 7 },
    ],
    services: [{ id: serviceId, name: 'A passport' }],
    relations: [{ officeId, serviceId, slots: 4 }],
  });

/** The current version: all days between two dates with their times. */
export const calendar = ({ free }: OfficeScript, params: URLSearchParams): Told => {
  const [startDate, endDate] = [params.get('startDate')!, params.get('endDate')!];
  const shown = free.filter((second) => dayOf(second) >= startDate && dayOf(second) <= endDate);
  const availableDays = byDay(shown).map(([date, appointments]) => ({
    date,
    providerIDs: String(officeId),
    offices: [{ officeId: String(officeId), appointments }],
  }));
  return ok({
    startDate,
    endDate,
    slotsStartDate: startDate,
    slotsEndDate: endDate,
    prevBookableDate: null,
    nextBookableDate: null,
    availableDays,
  });
};

/** The legacy version: days first, and the times of one day by a request of their own. */
export const days = ({ free }: OfficeScript): Told =>
  free.length === 0 ? refused('noAppointmentForThisDay') : ok({ availableDays: byDay(free).map(([day]) => day) });

export const dayTimes = ({ free }: OfficeScript, params: URLSearchParams): Told => {
  const appointments = free.filter((second) => dayOf(second) === params.get('date'));
  return appointments.length === 0 ? refused('appointmentNotAvailable') : ok({ offices: [{ officeId, appointments }] });
};

const byDay = (free: readonly number[]): [string, number[]][] => [...Map.groupBy(free, dayOf)];
const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
const dayOf = (second: number): string => dayFormat.format(second * 1000);
