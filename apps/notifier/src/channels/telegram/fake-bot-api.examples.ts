import { until } from '@tickettape/testing';
import { fakeHttp } from '../fake-http.examples.js';

type Update = Record<string, unknown>;
export type Call = { method: string; body: Record<string, unknown> };

/** Telegram holds a poll for much longer. */
const longPollMs = 500;

/** The Bot API on this machine: hands out updates to whoever polls, and keeps what the bot asks for. Ref: https://core.telegram.org/bots/api */
export const fakeBotApi = async () => {
  const calls: Call[] = [];
  let updates: Update[] = [];
  let nextId = 1;
  const refusals: { method: string; body: object }[] = [];
  const http = await fakeHttp(async ({ url, body, headers }) => {
    const method = url.split('/').at(-1)!;
    const isJson = String(headers['content-type'] ?? '').includes('json');
    const call = { method, body: isJson ? (JSON.parse(body.toString() || '{}') as Record<string, unknown>) : {} };
    calls.push(call);
    if (method === 'getUpdates') await until(() => updates.length > 0, { timeoutMs: longPollMs }).catch(() => undefined);
    const refusal = refusals.findIndex((candidate) => candidate.method === method);
    if (refusal >= 0) return { status: 200, body: JSON.stringify(refusals.splice(refusal, 1)[0]!.body) };
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ok: true, result: resultOf(call) }) };
  });
  const resultOf = ({ method, body }: Call): unknown => {
    if (method === 'getMe')
      return {
        id: 1,
        is_bot: true,
        first_name: 'tape',
        username: 'tape_bot',
        can_join_groups: false,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
      };
    if (method === 'getUpdates') {
      updates = updates.filter(({ update_id }) => Number(update_id) >= Number(body['offset'] ?? 0));
      return updates;
    }
    if (method.startsWith('send')) return { message_id: calls.length, date: 1, chat: { id: 1, type: 'private', first_name: 'x' } };
    return true;
  };
  const push = (update: Update): void => void updates.push({ update_id: (nextId += 1), ...update });
  const chat = (id: number) => ({ id, type: 'private', first_name: 'Ann' });
  const from = (id: number) => ({ id, is_bot: false, first_name: 'Ann' });
  return {
    url: http.url,
    calls,
    stop: http.stop,
    /** The next call of this method gets this answer. */
    refuse: (method: string, body: object) => void refusals.push({ method, body }),
    says: (id: number, text: string) =>
      push({
        message: {
          message_id: nextId,
          date: 1,
          chat: chat(id),
          from: from(id),
          text,
          ...(text.startsWith('/') && { entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]!.length }] }),
        },
      }),
    presses: (id: number, data: string) =>
      push({
        callback_query: {
          id: String(nextId),
          from: from(id),
          chat_instance: '1',
          data,
          message: { message_id: 5, date: 1, chat: chat(id) },
        },
      }),
    blocks: (id: number, status: 'kicked' | 'member') =>
      push({
        my_chat_member: {
          chat: chat(id),
          from: from(id),
          date: 1,
          old_chat_member: { user: from(1), status: 'member' },
          new_chat_member: { user: from(1), status, ...(status === 'kicked' && { until_date: 0 }) },
        },
      }),
  };
};

export type FakeBotApi = Awaited<ReturnType<typeof fakeBotApi>>;
