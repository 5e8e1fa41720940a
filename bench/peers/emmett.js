import { projections } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, postgreSQLProjection } from '@event-driven-io/emmett-postgresql';

/** emmett's event store with one inline projection: a row per listing that a sweep changed, in the transaction of the append. */
export const openEmmett = async (url, rowsOfFact) => {
  const changes = postgreSQLProjection({
    name: 'changes',
    canHandle: ['swept'],
    handle: async (events, { connection }) => {
      for (const { data } of events) {
        await connection.client.query({ name: 'insert-changes', text: insertChanges, values: rowsOfFact(data.fact) });
      }
    },
  });
  const store = getPostgreSQLEventStore(url, { projections: projections.inline([changes]) });
  await store.schema.migrate();
  return {
    append: (stream, fact) => store.appendToStream(stream, [{ type: 'swept', data: { fact } }]),
    close: () => store.close(),
  };
};

const insertChanges = `
  insert into changes (event_id, observed_at, kind, listing_id, section, "row", quantity, all_in_price, net_proceeds, currency)
  select $1, $2, * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[])`;
