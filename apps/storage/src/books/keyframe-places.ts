import type { BookKeyframed } from '@tickettape/contracts';

/** Which listings of a keyframe appeared, changed, or stayed as they were since the look before, by index. */
export type KeyframePlaces = { appeared: number[]; changed: number[]; same: number[] };

/** For a keyframe that says what differs from the look before. */
export const keyframePlaces = ({ listings, delta }: BookKeyframed['data']): KeyframePlaces => {
  const appearedIds = new Set(delta?.appeared);
  const changedIds = new Set(delta?.changed);
  const places: KeyframePlaces = { appeared: [], changed: [], same: [] };
  for (const [index, id] of listings.listingId.entries()) {
    const list = appearedIds.has(id) ? places.appeared : changedIds.has(id) ? places.changed : places.same;
    list.push(index);
  }
  return places;
};
