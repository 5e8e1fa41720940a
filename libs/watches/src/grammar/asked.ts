import type { Clause } from './clause.js';
import type { Note, Reading, RuleField, Written } from './note.js';

/** Cells, options or fields beside the rule that tell a part of it. */
export type Cells = Partial<Record<RuleField, string>>;

/** The parts of a clause that a place of its own may tell. */
const shared = ['value', 'currency', 'within', 'section', 'zone', 'row', 'quantity'] as const;
type Shared = (typeof shared)[number];

/** Hands out the parts of a clause, and keeps what was wrong with them and which of them nobody asked for. */
export class Asked {
  isRefused = false;
  private readonly taken = new Set<Shared>();

  constructor(
    private readonly clause: Clause,
    private readonly cells: Cells,
    private readonly notes: Note[],
  ) {}

  /** As it was written; null where it was not. */
  text(name: Shared): string | null {
    return this.written(name)?.text ?? null;
  }

  /** A part that must be there; '' is read where it is not, so that the reader says what to write. */
  required<Value>(name: Shared, reader: (text: string) => Reading<Value>): Value | undefined {
    return this.read(this.written(name) ?? { field: name, text: '' }, name, reader);
  }

  optional<Value>(name: Shared, reader: (text: string) => Reading<Value>): Value | undefined {
    const written = this.written(name);
    return written === null ? undefined : this.read(written, name, reader);
  }

  /** A part that only the rule itself can tell. */
  own<Value>(name: string, text: string | null, reader: (text: string) => Reading<Value>): Value | undefined {
    return text === null ? undefined : this.read({ field: 'rule', text }, name, reader);
  }

  refuse(field: RuleField, reason: string): undefined {
    this.isRefused = true;
    this.notes.push({ field, severity: 'rejected', reason });
    return undefined;
  }

  noteUnused(): void {
    for (const name of shared) {
      if (this.taken.has(name)) continue;
      if (this.clause[name] !== null)
        this.refuse('rule', `has the ${name} ${JSON.stringify(this.clause[name])}, of which this condition knows nothing`);
      else if (this.cells[name]) this.notes.push({ field: name, severity: 'warning', reason: 'is not used by this condition' });
    }
  }

  private written(name: Shared): Written | null {
    const [own, cell] = [this.clause[name], this.cells[name] || null];
    if (own !== null && cell !== null && !this.taken.has(name))
      this.refuse(name, `is told twice: the rule has ${JSON.stringify(own)} already`);
    this.taken.add(name);
    if (own !== null) return { field: 'rule', text: own };
    return cell === null ? null : { field: name, text: cell };
  }

  private read<Value>({ field, text }: Written, name: string, reader: (text: string) => Reading<Value>): Value | undefined {
    const reading = reader(text);
    if (reading.ok) return reading.value;
    return this.refuse(field, field === 'rule' ? `${name} ${reading.reason}` : reading.reason);
  }
}
