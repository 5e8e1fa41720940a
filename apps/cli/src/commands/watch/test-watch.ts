import type { WatchFinding } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { rehearse, type Rehearsed } from '@tickettape/rehearsal';
import { readWatch, ruleText, type Note, type Watched } from '@tickettape/watches';
import { formatCount } from '../../format/amount.js';
import { progressTo } from '../../output/progress.js';
import { table } from '../../output/table.js';
import { workProgressTo } from '../../output/work-progress.js';
import { interruptible } from '../../run/interruptible.js';
import { withTape } from '../../services/open-tape.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../../terminal.js';
import { cellsOf, type RuleOptions } from './rule-options.js';

export type TestOptions = CommonOptions & RuleOptions & { since: Date };

/** Runs a rule on the recorded tape. Ctrl-C ends it, and what was found until then is told. Throws WATCH_INVALID, NOT_RUNNING. */
export const testWatch = async (rule: string, options: TestOptions, terminal: Terminal): Promise<number> => {
  const { watch, notes } = readWatch(rule, cellsOf(options));
  if (watch === null) throw new AppError('WATCH_INVALID', { detail: described(notes) });
  const told = ruleText(watch.condition);
  const since = options.since.toISOString();
  const watched: Watched = {
    source: options.source,
    eventId: options.event,
    watchId: 'test',
    name: told,
    channels: ['log'],
    ...watch,
    since,
    isPaused: false,
  };
  const progress = progressTo(terminal.stderr);
  const tell = workProgressTo(progress);
  progress(`running "${told}" on ${options.source}/${options.event} since ${since}; Ctrl-C ends it`);
  const rehearsed = await interruptible((signal) =>
    withTape('watch test', terminal, ({ jsm }) =>
      rehearse(jsm, watched, { signal, onProgress: (done) => tell({ step: 'BOOKS', ...done }) }),
    ),
  );
  if (options.json) printJson(terminal, { rule: told, since, ...rehearsed });
  else printText(terminal, describe(told, rehearsed));
  return 0;
};

const described = (notes: readonly Note[]): string =>
  notes
    .filter(({ severity }) => severity === 'rejected')
    .map(({ field, reason }) => `${field} ${reason}`)
    .join('; ');

const describe = (rule: string, { findings, looks, from, to, finished }: Rehearsed): string => {
  if (from === null) return `Nothing of this event is recorded since then, so nothing can be said about "${rule}".`;
  const alerts = findings.filter(({ type }) => type === 'alert.opened.v1').length;
  const counted = `${formatCount(looks.complete)} complete, ${formatCount(looks.partial)} partial and ${formatCount(looks.blind)} blind looks`;
  const summary = `"${rule}" would have told ${alerts === 1 ? '1 alert' : `${formatCount(alerts)} alerts`} in ${counted}, ${from} to ${to}.`;
  const ended = finished ? [] : ['It was ended before the end.'];
  return [...(findings.length === 0 ? [] : [table(['At', 'What', 'Why'], findings.map(rowOf)), '']), summary, ...ended].join('\n');
};

const rowOf = (finding: WatchFinding): string[] => {
  switch (finding.type) {
    case 'alert.opened.v1':
      return [finding.time, `alert ${finding.data.episode}`, finding.data.reason];
    case 'alert.closed.v1':
      return [finding.time, `over ${finding.data.episode}`, finding.data.reason];
    case 'watch.blinded.v1':
      return [finding.time, 'blind', `cannot be judged: ${finding.data.reason} since ${finding.data.since}`];
    case 'watch.sighted.v1':
      return [finding.time, 'in sight', finding.data.missed];
  }
};
