import { cleanText } from '../text.js';
import { z } from 'zod';

/** What the office says of a service at one of its places, which a calendar does not. Each is null where it is not told. */
export type Place = {
  name: string | null;
  /** How long an appointment takes. */
  durationMinutes: number | null;
  /** Whether a calendar is only shown with a captcha token. */
  needsToken: boolean | null;
};

export const unknownPlace: Place = { name: null, durationMinutes: null, needsToken: null };

const Id = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
const Office = z.object({
  id: Id,
  name: z.string().nullish(),
  slotTimeInMinutes: z.int().positive().max(1440).nullish().catch(null),
  scope: z
    .object({ captchaActivatedRequired: z.boolean().nullish().catch(null) })
    .nullish()
    .catch(null),
});
const Relation = z.object({ officeId: Id, serviceId: Id, slots: z.int().positive().max(100).nullish().catch(null) });
const Directory = z.object({ offices: z.array(z.unknown()), relations: z.array(z.unknown()) });

/** `GET /offices-and-services/`, the same in both versions. */
export type OfficeDirectory = { place(serviceId: number, count: number, officeId: number): Place };

/** null for anything that is no directory; an entry that cannot be read is as if it were not there. */
export const readDirectory = (json: unknown): OfficeDirectory | null => {
  const { success, data } = Directory.safeParse(json);
  if (!success) return null;
  const offices = new Map(readAll(Office, data.offices).map((office) => [office.id, office]));
  const slots = new Map(
    readAll(Relation, data.relations).map(({ officeId, serviceId, slots: told }) => [`${serviceId}-${officeId}`, told ?? null]),
  );
  return {
    place: (serviceId, count, officeId) => {
      const office = offices.get(officeId);
      const [minutes, needed] = [office?.slotTimeInMinutes ?? null, slots.get(`${serviceId}-${officeId}`) ?? null];
      return {
        name: office?.name ? cleanText(office.name) : null,
        durationMinutes: minutes === null || needed === null ? null : minutes * needed * count,
        needsToken: office?.scope?.captchaActivatedRequired ?? null,
      };
    },
  };
};

const readAll = <Schema extends z.ZodType>(schema: Schema, items: readonly unknown[]): z.output<Schema>[] =>
  items.flatMap((item) => {
    const { success, data } = schema.safeParse(item);
    return success ? [data] : [];
  });
