import { z } from 'zod';

/** One page of `GET /sellerlistings` (HAL). */
export type SellerPage = {
  items: readonly unknown[];
  total: number | null;
  /** Address of the page that follows; null on the last one. */
  next: string | null;
};

const Link = z.object({ href: z.string().max(4096).nullish() });
const Page = z.object({
  total_items: z.int().nonnegative().nullish(),
  _links: z.object({ next: Link.nullish() }).nullish(),
  _embedded: z.object({ items: z.array(z.unknown()).nullish() }).nullish(),
});

/** null for anything that is no page. A page without items says so by its total. */
export const pageOf = (json: unknown): SellerPage | null => {
  const { success, data } = Page.safeParse(json);
  if (!success) return null;
  const [items, total] = [data._embedded?.items ?? null, data.total_items ?? null];
  if (items === null && total !== 0) return null;
  return { items: items ?? [], total, next: data._links?.next?.href ?? null };
};

/** The address of `href` where it leads to the same collection at the same place; null for any other: a link never takes our credentials elsewhere. */
export const followed = (href: string, from: URL): URL | null => {
  const url = URL.parse(href, from.href);
  return url && url.origin === from.origin && url.pathname === from.pathname && url.username === '' ? url : null;
};

const ofEvent = z.object({
  _embedded: z.object({
    event: z.object({
      id: z.union([z.int(), z.string()]),
      merged_events: z.array(z.object({ id: z.union([z.int(), z.string()]) })).nullish(),
    }),
  }),
});

/** Whether a listing says that it belongs to another event; an event that was merged into it is the same. */
export const isOfAnother = (item: unknown, eventId: string): boolean => {
  const { data } = ofEvent.safeParse(item);
  if (data === undefined) return false;
  const { id, merged_events: merged } = data._embedded.event;
  return ![id, ...(merged ?? []).map((event) => event.id)].map(String).includes(eventId);
};
