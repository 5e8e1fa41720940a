import { WatchView } from '@tickettape/admin-answers';
import { z } from 'zod';
import { table } from '../../output/table.js';
import type { AddressOptions } from '../../services/addresses.js';
import { notifierClient } from '../../services/notifier-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { cellsOf, type RuleOptions } from './rule-options.js';

type Options = CommonOptions & AddressOptions;

export const addWatch = async (rule: string, options: Options & RuleOptions & { name?: string }, terminal: Terminal): Promise<number> => {
  const { event, source, name } = options;
  const body = { rule, eventId: event, source, ...(name !== undefined && { name }), ...cellsOf(options) };
  const watch = await (await notifierClient(options, terminal)).post(WatchView, '/admin/watches', body);
  if (options.json) printJson(terminal, watch);
  else printText(terminal, `${watch.watchId}: ${watch.rule}, at ${watch.source}/${watch.eventId}. It is judged with the next look.`);
  return 0;
};

export const listWatches = async (options: Options, terminal: Terminal): Promise<number> => {
  const watches = await (await notifierClient(options, terminal)).get(z.array(WatchView), '/admin/watches');
  if (options.json) printJson(terminal, { watches });
  else printText(terminal, watches.length === 0 ? 'Nobody watches anything yet: tape watch add --help' : describe(watches));
  return 0;
};

export const turnWatch = async (verb: 'pause' | 'resume' | 'remove', id: string, options: Options, terminal: Terminal): Promise<number> => {
  const client = await notifierClient(options, terminal);
  const turned = await client.post(z.looseObject({ watchId: z.string() }), `/admin/watches/${encodeURIComponent(id)}/${verb}`);
  const done = { pause: 'is paused', resume: 'is judged again with the next look', remove: 'is removed' }[verb];
  if (options.json) printJson(terminal, turned);
  else printText(terminal, `${turned.watchId} ${done}.`);
  return 0;
};

const describe = (watches: readonly WatchView[]): string =>
  table(
    ['Watch', 'Event', 'Rule', 'State', 'Alerts', 'Tells', 'Kept by', 'Last look'],
    watches.map((watch) => [
      watch.watchId,
      `${watch.source}/${watch.eventId}`,
      watch.rule,
      stateOf(watch),
      watch.episodes,
      watch.recipients?.join(', ') ?? watch.channels.join(', '),
      watch.origin ?? 'sheet',
      watch.lastLookAt ?? '',
    ]),
  );

const stateOf = ({ isPaused, blindSince, state, alertId }: WatchView): string => {
  if (isPaused) return 'paused';
  if (blindSince !== null) return `blind since ${blindSince}`;
  return state === 'open' ? `holds (${alertId})` : 'waits';
};
