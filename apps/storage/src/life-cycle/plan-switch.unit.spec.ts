import { describe, expect, it } from 'vitest';
import { planSwitch } from './plan-switch.js';
import type { SchemaObject } from './schema-objects.js';

const schemas = { live: 'public', rebuild: 'rebuild_1', retired: 'retired_1' };
const object = (kind: SchemaObject['kind'], identity: string, grants: SchemaObject['grants'] = []): SchemaObject => ({
  kind,
  identity,
  oid: 1,
  grants,
});

const reader = { privilege: 'SELECT', to: 'reader', grantable: false };
const live = [
  object('routine', 'public.digest(public.listings)'),
  object('table', 'public.listings', [reader]),
  object('view', 'public.notes_of_somebody'),
];
const rebuilt = [object('routine', 'rebuild_1.digest(rebuild_1.listings)'), object('table', 'rebuild_1.listings')];

describe('the plan of a switch', () => {
  it('moves the old away and the new in, routines first', () =>
    expect(planSwitch(live, rebuilt, schemas).move).toEqual([
      'grant SELECT on table rebuild_1.listings to reader',
      'create schema retired_1',
      'alter routine public.digest(public.listings) set schema retired_1',
      'alter routine rebuild_1.digest(rebuild_1.listings) set schema public',
      'alter table public.listings set schema retired_1',
      'alter table rebuild_1.listings set schema public',
      'drop schema rebuild_1',
    ]));

  it('locks every table and view that moves, and no other', () =>
    expect(planSwitch(live, rebuilt, schemas).lock).toEqual(['public.listings', 'rebuild_1.listings']));

  it('leaves what is not ours where it is', () =>
    expect(planSwitch(live, rebuilt, schemas).leaving.map(({ identity }) => identity)).toEqual([
      'public.digest(public.listings)',
      'public.listings',
    ]));

  it('takes in what the live tables do not have yet', () =>
    expect(planSwitch([], [object('type', 'rebuild_1.listing')], schemas).move).toContain(
      'alter type rebuild_1.listing set schema public',
    ));
});
