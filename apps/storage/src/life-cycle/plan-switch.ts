import type { SchemaObject } from './schema-objects.js';

export type Schemas = { live: string; rebuild: string; retired: string };

export type SwitchPlan = {
  /** What must stand still, in the order in which it is locked. */
  lock: string[];
  /** Statements in order; nothing between them is seen by anybody. */
  move: string[];
  /** Objects that leave the live schema. */
  leaving: SchemaObject[];
};

/**
 * Moves what the rebuild has into the live schema, and what has its name there into the retired one; anything else that people keep in the live
 * schema stays. Who could read the old can read the new. Views and routines know their tables by number, so they go with them.
 */
export const planSwitch = (live: readonly SchemaObject[], rebuilt: readonly SchemaObject[], schemas: Schemas): SwitchPlan => {
  const successors = new Map(rebuilt.map((object) => [nameIn(schemas.rebuild, object), object]));
  const leaving = live.filter((object) => successors.has(nameIn(schemas.live, object)));
  const both = [...leaving, ...rebuilt];
  return {
    lock: both.filter(({ kind }) => kind === 'table' || kind === 'view').map(({ identity }) => identity),
    move: [
      ...leaving.flatMap((object) => grants(object, successors.get(nameIn(schemas.live, object))!)),
      `create schema ${schemas.retired}`,
      // The types that a routine takes are part of its name, so routines move while their types have not.
      ...moved(leaving, schemas.retired, isRoutine),
      ...moved(rebuilt, schemas.live, isRoutine),
      ...moved(leaving, schemas.retired, (object) => !isRoutine(object)),
      ...moved(rebuilt, schemas.live, (object) => !isRoutine(object)),
      `drop schema ${schemas.rebuild}`,
    ],
    leaving,
  };
};

const isRoutine = ({ kind }: SchemaObject): boolean => kind === 'routine';

const nameIn = (schema: string, { kind, identity }: SchemaObject): string => `${kind} ${identity.replaceAll(`${schema}.`, '')}`;

const moved = (objects: readonly SchemaObject[], schema: string, chosen: (object: SchemaObject) => boolean): string[] =>
  objects.filter(chosen).map(({ kind, identity }) => `alter ${keyword[kind]} ${identity} set schema ${schema}`);

const keyword = { routine: 'routine', table: 'table', view: 'view', type: 'type' } as const satisfies Record<SchemaObject['kind'], string>;

const grants = (from: SchemaObject, { kind, identity }: SchemaObject): string[] =>
  from.grants.map(({ privilege, to, grantable }) => {
    const on = isRoutine({ ...from, kind }) ? `routine ${identity}` : `table ${identity}`;
    return `grant ${privilege} on ${on} to ${to}${grantable ? ' with grant option' : ''}`;
  });
