import { Schedule } from '@tickettape/admin-answers';
import { formatSpan, unknown } from '../format/span.js';
import { table } from '../output/table.js';
import type { AddressOptions } from '../services/addresses.js';
import { collectorClient } from '../services/collector-client.js';
import { printJson, printText, type CommonOptions, type Terminal } from '../terminal.js';

export type ScheduleOptions = CommonOptions & AddressOptions & { limit: number };

/** Shows what is due when and why, the earliest first. */
export const schedule = async (options: ScheduleOptions, terminal: Terminal): Promise<number> => {
  const collector = await collectorClient(options, terminal);
  const { sweeps, hosts } = await collector.get(Schedule, '/admin/schedule');
  const shown = { sweeps: sweeps.slice(0, options.limit), hosts };
  if (options.json) printJson(terminal, { planned: sweeps.length, ...shown });
  else printText(terminal, [describeHosts(shown.hosts), describeSweeps(shown.sweeps, sweeps.length, Date.now())].join('\n\n'));
  return 0;
};

const describeHosts = (hosts: Schedule['hosts']): string =>
  table(
    ['Host', 'A minute', 'Rate', 'Today', 'A day', 'Next request'],
    hosts.map(({ host, perMinute, rate, today, perDay, nextAt, waitsFor }) => [
      host,
      perMinute ?? 'no limit',
      `${Math.round(rate * 100)} %`,
      today,
      perDay ?? 'no limit',
      nextAt === null ? 'at once' : `${nextAt} (${waitsFor})`,
    ]),
  );

const describeSweeps = (sweeps: Schedule['sweeps'], planned: number, nowMs: number): string =>
  [
    table(
      ['Event', 'Due', 'Why', 'Interval', 'Priority'],
      sweeps.map(({ source, eventId, state, dueAt, reason, tier, everySeconds, share, priority }) => [
        `${source}/${eventId}`,
        state === 'due' ? 'now' : `in ${formatSpan(Math.max(0, Date.parse(dueAt) - nowMs))}`,
        reason,
        everySeconds === null ? unknown : `${formatSpan(everySeconds * 1000)} (${tier}${share === null ? '' : `, ${share} x as often`})`,
        priority,
      ]),
    ),
    ...(planned > sweeps.length ? [`${planned - sweeps.length} more; --limit shows them`] : []),
  ].join('\n');
