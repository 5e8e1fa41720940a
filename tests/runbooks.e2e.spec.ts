import { readFile } from 'node:fs/promises';
import { createInbox, type Msg } from '@nats-io/transport-node';
import { bury, connectTape, ensureStreams, type Tape } from '@tickettape/jetstream';
import { freshNats, until, type FreshNats } from '@tickettape/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const runbook = await readFile(new URL('../docs/runbooks/replay.md', import.meta.url), 'utf8');

/** The last cell of a recipe: subject and body of the request that does the same. */
const requests = [...runbook.matchAll(/\| `nats ([^`]+)` \| `(\$JS\.API\.\S+)` `(\{.*\})` \|/g)].map(([, command, subject, body]) => ({
  command: command!,
  subject: subject!,
  body: body!.replace('<an hour ago>', new Date(Date.now() - 3_600_000).toISOString()),
}));

let nats: FreshNats;
let tape: Tape;

beforeAll(async () => {
  nats = await freshNats();
  tape = await connectTape({ servers: nats.url, name: 'spec' });
  await ensureStreams(tape.jsm, ['BOOKS', 'DEAD']);
  for (let n = 1; n <= 3; n += 1) await tape.js.publish('book.stubhub.5958508', `{"n":${n}}`);
  await bury(tape.js, 'spec', 'spec', {
    stream: 'BOOKS',
    sequence: 1,
    subject: 'book.stubhub.5958508',
    data: Buffer.from('{}'),
    reason: 'none',
  });
});
afterAll(async () => {
  await tape.nc.close();
  await nats.stop();
});

type Answer = { status: number; text: string };

/** The first answers to a request, as they come: those of a consumer keep the subjects of their messages. */
const ask = async (subject: string, body: string): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const inbox = createInbox();
  const callback = (_: unknown, message: Msg) => void answers.push({ status: message.headers?.code ?? 0, text: message.string() });
  const subscription = tape.nc.subscribe(inbox, { callback });
  tape.nc.publish(subject, body, { reply: inbox });
  await until(() => answers.length > 0);
  subscription.unsubscribe();
  return answers;
};

describe('the recipes of docs/runbooks/replay.md', () => {
  it('are all here', () => expect(requests.length).toBe([...runbook.matchAll(/^\| .*\| `nats /gm)].length));

  it.each(requests)('nats $command', async ({ subject, body }) => {
    const answers = await ask(subject, body);
    for (const { status, text } of answers) {
      expect(status).toBeLessThan(400);
      expect(text).not.toContain('"error"');
    }
  });
});
