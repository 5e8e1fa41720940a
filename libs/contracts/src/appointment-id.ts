import { z } from 'zod';

const most32Bit = 2_147_483_647;
const Id = z.coerce.number().int().positive().max(most32Bit);

/** A service at an office: the id that an appointment book has as an event. */
export type AppointmentId = { serviceId: number; count: number; officeId: number };

const form = /^([1-9]\d{0,9})(?:x([1-9]))?-([1-9]\d{0,9})$/;

/**
 * `<serviceId>-<officeId>`, or `<serviceId>x<count>-<officeId>` where the service is wanted more than once in one appointment (two passports: `x2`). null for
 * anything else. The ids are the office's own, positive and of 32 bits.
 */
export const parseAppointmentId = (eventId: string): AppointmentId | null => {
  const [, service, count = '1', office] = form.exec(eventId) ?? [];
  const [serviceId, officeId] = [Id.safeParse(service), Id.safeParse(office)];
  return serviceId.success && officeId.success ? { serviceId: serviceId.data, count: Number(count), officeId: officeId.data } : null;
};
