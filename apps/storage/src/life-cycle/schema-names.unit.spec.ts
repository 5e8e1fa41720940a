import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOfSchema, schemaInstant, schemaName } from './schema-names.js';

const anyInstant = fc.date({ min: new Date('2026-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe('the schema of tables that are not live', () => {
  it('says in its name what it holds and since when', () =>
    fc.assert(
      fc.property(fc.constantFrom('rebuild', 'retired'), anyInstant, (kind, at) => {
        const name = schemaName(kind, at);
        expect([kindOfSchema(name), schemaInstant(name)]).toEqual([kind, at.toISOString()]);
      }),
    ));

  it.each(['public', 'rebuild', 'rebuild_1', 'my_rebuild_20261122013000123', 'retired_20261122013000123; drop'])('is not %s', (name) =>
    expect(kindOfSchema(name)).toBeNull(),
  );
});
