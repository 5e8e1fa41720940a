import { Inject, Injectable } from '@nestjs/common';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { KV } from '@nats-io/kv';
import { operator } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM, type BucketName } from '@tickettape/jetstream';
import { randomBytes } from 'node:crypto';
import { Person } from './person.js';

export const PEOPLE_BUCKET = Symbol('PEOPLE_BUCKET');

/**
 * The only place that holds who people are. What one change replaces is overwritten at once; the history is there only so that it can be: a revision
 * that the server drops by itself stays readable in its files.
 */
export const peopleBucket = 'PEOPLE' satisfies BucketName;

type Known = { person: Person; revision: number };

/** Two changes of one person at the same moment are in each other's way at most this often. */
const tries = 10;

/** Who people are, how they are reached and what they wish. */
@Injectable()
export class People {
  constructor(
    @Inject(PEOPLE_BUCKET) private readonly bucket: KV,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  /** null where nobody has this id, or not any more. Throws NATS_UNAVAILABLE. */
  async find(recipient: string): Promise<Person | null> {
    return (await this.read(recipient))?.person ?? null;
  }

  /** Throws NOT_FOUND. */
  async get(recipient: string): Promise<Person> {
    const person = await this.find(recipient);
    if (person === null) throw notFound(recipient);
    return person;
  }

  async list(): Promise<Person[]> {
    const people: Person[] = [];
    for await (const key of await asked(() => this.bucket.keys())) {
      const person = await this.find(key);
      if (person) people.push(person);
    }
    return people.toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** Gives the new person an id that says nothing about them. */
  async add(person: Omit<Person, 'recipient' | 'createdAt'>): Promise<Person> {
    const recipient = `r-${randomBytes(8).toString('base64url').replaceAll(/[-_]/g, '0').toLowerCase()}`;
    const added = { ...person, recipient, createdAt: new Date().toISOString() };
    await asked(() => this.bucket.create(recipient, JSON.stringify(added)));
    return added;
  }

  /** Stores what `change` makes of a person, once more where somebody else was faster. Throws NOT_FOUND. */
  async change(recipient: string, change: (person: Person) => Person): Promise<Person> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const known = await this.read(recipient);
      if (known === null) throw notFound(recipient);
      const changed = change(known.person);
      const stored = await this.bucket.update(recipient, JSON.stringify(changed), known.revision).then(
        () => true,
        () => false,
      );
      if (stored) return this.forgetting(known.revision, changed);
    }
    throw new AppError('VERSION_CONFLICT', { detail: `person ${recipient}` });
  }

  /** Tells them nothing until then, of one watch or of all; null takes it back. Throws NOT_FOUND. */
  mute(recipient: string, until: string | null, watchId?: string): Promise<Person> {
    return this.change(recipient, ({ mutedUntil, mutedWatches = {}, ...person }) => {
      if (watchId === undefined) return { ...person, mutedWatches, ...(until !== null && { mutedUntil: until }) };
      const { [watchId]: _, ...others } = mutedWatches;
      const muted = until === null ? others : { ...others, [watchId]: until };
      return { ...person, mutedWatches: muted, ...(mutedUntil !== undefined && { mutedUntil }) };
    });
  }

  /** Overwrites what is known of a person and leaves nothing but the id. Throws NOT_FOUND. */
  async erase(recipient: string): Promise<void> {
    if ((await this.read(recipient)) === null) throw notFound(recipient);
    const revisions = await asked(async () => Array.fromAsync(await this.bucket.history({ key: recipient })));
    for (const { revision } of revisions) await this.overwrite(revision);
    await asked(() => this.bucket.purge(recipient));
  }

  /** Where this fails, the revision is overwritten when the person is erased. */
  private async forgetting(revision: number, person: Person): Promise<Person> {
    await this.overwrite(revision).catch(() => undefined);
    return person;
  }

  private async overwrite(revision: number): Promise<void> {
    await asked(() => this.jsm.streams.deleteMessage(`KV_${peopleBucket}`, revision, true));
  }

  private async read(recipient: string): Promise<Known | null> {
    const entry = await asked(() => this.bucket.get(recipient));
    return entry?.operation === 'PUT' ? { person: Person.parse(entry.json()), revision: entry.revision } : null;
  }
}

const notFound = (recipient: string): AppError =>
  new AppError('NOT_FOUND', { detail: `person ${recipient}`, fix: `tape people list shows who there is; ${operator} is nobody's id` });

const asked = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await ask();
  } catch (cause) {
    throw new AppError('NATS_UNAVAILABLE', { cause, detail: 'the people' });
  }
};
