import { formatCount } from '../../format/amount.js';
import { formatSpan } from '../../format/span.js';
import { table } from '../../output/table.js';
import type { Comparison, Projections, NotLive, RebuildStatus, Verification } from '@tickettape/admin-answers';

/** `building: 120,000 of 1,000,000 messages, 15,000/s, 58s left`. */
export const describeProgress = ({ state, messages, total, messagesPerSecond, secondsLeft }: RebuildStatus): string =>
  [
    `${state}: ${formatCount(messages)} of ${formatCount(total)} messages`,
    ...(messagesPerSecond === null || messages === total ? [] : [`${formatCount(messagesPerSecond)}/s`]),
    ...(secondsLeft === null || secondsLeft === 0 ? [] : [`${formatSpan(secondsLeft * 1_000)} left`]),
  ].join(', ');

export const describeProjections = (live: Projections, { rebuild, retired }: NotLive): string =>
  [
    table(
      ['Projection', 'Stream', 'Tables', 'Version', 'State', 'Position', 'Behind', ''],
      live.flatMap(({ name, stream, version, state, position, lag, problem, rebuild: part }) => [
        [
          name,
          stream,
          'live',
          version,
          state,
          formatCount(position),
          formatCount(lag),
          problem === null ? '' : `${problem.message} (${problem.fix})`,
        ],
        ...(part === null || rebuild === null
          ? []
          : [['', '', 'rebuild', formatCount(part.version), rebuild.state, formatCount(part.position), formatCount(part.lag), '']]),
      ]),
    ),
    ...(rebuild === null ? [] : [`Rebuild since ${rebuild.startedAt}: ${describeProgress(rebuild)}${describeProblem(rebuild)}`]),
    ...retired.map(({ since }) => `Tables that were live until ${since}: \`tape projections drop retired\` removes them`),
  ].join('\n');

const describeProblem = ({ problem }: RebuildStatus): string => (problem === null ? '' : `; ${problem.message} (${problem.fix})`);

/** The first that differs is named; the rest is counted. */
export const describeVerification = (what: string, { books, position, mismatches, differing }: Verification): string => {
  const compared = `${what}: ${formatCount(books)} books compared with the tape up to message ${formatCount(position)}`;
  const [first] = differing;
  if (mismatches === 0 || !first) return `${compared}, all equal`;
  const { source, eventId, sequence, reason, told, found } = first;
  const named = `${source}/${eventId} at look ${sequence} (${reasons[reason] ?? reason}; tape ${told}, tables ${found})`;
  return `${compared}, ${formatCount(mismatches)} differ; the first is ${named}`;
};

const reasons: Partial<Record<string, string>> = {
  missing: 'it is not in the tables',
  unknown: 'it is not on the tape',
  look: 'the tables stand at another look',
  digest: 'the tables repeat another digest',
  listings: 'its listings are not those of the tape',
};

export const describeComparison = ({ live, rebuild, mismatches, differing, rows, foreignViews, objections }: Comparison): string => {
  const [first] = differing;
  return [
    describeVerification('Live tables', live),
    describeVerification('Rebuild', rebuild),
    first
      ? `Both at the same look: ${formatCount(mismatches)} books differ; the first is ${first.source}/${first.eventId} at look ${first.sequence} (live ${first.live}, rebuild ${first.rebuild})`
      : 'Both at the same look: no book differs',
    '',
    table(
      ['Rows', 'Live', 'Rebuild'],
      rows.map(({ table: name, live: old, rebuild: now }) => [name, formatCount(old), formatCount(now)]),
    ),
    '',
    ...(foreignViews.length > 0 ? [`Views that are not ours: ${foreignViews.join(', ')}`] : []),
    objections.length === 0 ? 'Nothing is in the way of a switch' : `In the way of a switch: ${objections.join(', ')}`,
  ].join('\n');
};
