import { Condition, type SimpleCondition } from '@tickettape/contracts';
import type { Cells } from './asked.js';
import { readClauses, type Alternatives } from './clauses.js';
import { conditionOf } from './condition-of.js';
import { isRejected, type Note } from './note.js';
import { readSettings, settingCells, type Settings } from './settings.js';

export type WatchRead = {
  /** null where `notes` reject it. */
  watch: ({ condition: Condition } & Settings) | null;
  notes: readonly Note[];
};

/**
 * What a person wrote as a watch: the rule (`get-in below 95 USD in section 101 and listings below 50; tell when over`), and what cells of a sheet,
 * options of a command or fields of a request tell beside it. All faults are told at once, each with its place and what is allowed there.
 */
export const readWatch = (text: string, cells: Cells = {}): WatchRead => {
  const notes: Note[] = [];
  const [rule = '', ...settings] = text.split(';').map((part) => part.trim());
  const told = settingCells(
    settings.filter((part) => part !== ''),
    cells,
    notes,
  );
  const read = readClauses(rule);
  if (!read.ok) notes.push({ field: 'rule', severity: 'rejected', reason: read.reason });
  const lasting = read.ok ? lastingOf(read.value, told, notes) : {};
  const condition = read.ok ? joined(read.value, told, notes) : undefined;
  const kept = readSettings({ ...told, ...lasting }, notes);
  return { watch: condition === undefined || isRejected(notes) ? null : { condition, ...kept }, notes };
};

/** `for 30m` at the end of a rule is how long all of it must hold, where the clause itself has no duration. */
const lastingOf = (alternatives: Alternatives, { hold }: Cells, notes: Note[]): Cells => {
  const clauses = alternatives.flat().filter(({ subject }) => subject !== 'market-quiet' && subject !== 'blind');
  const told = [...new Set(clauses.flatMap(({ lasting }) => lasting ?? []))];
  if (told.length === 0) return {};
  if (told.length === 1 && !hold) return { hold: told[0]! };
  notes.push({
    field: 'hold',
    severity: 'rejected',
    reason: 'is told twice: all conditions of a watch hold together, so it has one duration',
  });
  return {};
};

const joined = (alternatives: Alternatives, cells: Cells, notes: Note[]): Condition | undefined => {
  const isOne = alternatives.length === 1 && alternatives[0]!.length === 1;
  if (!isOne) noteCellsOfJoined(cells, notes);
  const read = new Map<object, SimpleCondition | undefined>();
  const conditionOnce = (clause: Alternatives[number][number]) => {
    if (!read.has(clause)) read.set(clause, conditionOf(clause, isOne ? cells : {}, notes));
    return read.get(clause);
  };
  const groups = alternatives.map((group) => group.map(conditionOnce));
  const known = groups.map((group) => group.filter((condition) => condition !== undefined));
  if (known.some((group, index) => group.length < groups[index]!.length)) return undefined;
  const all = known.map((conditions) => (conditions.length === 1 ? conditions[0]! : { kind: 'all' as const, conditions }));
  return all.length === 1 ? all[0]! : { kind: 'any', conditions: all };
};

const noteCellsOfJoined = (cells: Cells, notes: Note[]): void => {
  for (const field of ['value', 'currency', 'within', 'section', 'zone', 'row', 'quantity'] as const)
    if (cells[field])
      notes.push({
        field,
        severity: 'rejected',
        reason: 'belongs to one condition, and here several are joined: write it into the rule itself',
      });
};
