import { Text } from 'ink';
import type { ReactNode } from 'react';
import { formatAmount, formatCount } from '../format/amount.js';
import { changeOf } from '../format/change.js';
import { formatAge, unknown } from '../format/span.js';
import { sparkline } from '../format/sparkline.js';
import { formatStart } from '../format/start.js';
import { directionColours, outcomeColours } from './colours.js';
import type { ColumnName } from './layout.js';
import type { EventView } from './view.js';

/** Whether the figures are of an earlier look than the last. */
const isStale = ({ lastLook, pricedAt }: EventView): boolean => pricedAt !== (lastLook?.observedAt ?? null);

type CellProps = { event: EventView; nowMs: number; width: number };

/** What each column of the events table shows of one event. */
export const eventCells: Record<ColumnName, (props: CellProps) => ReactNode> = {
  event: ({ event }) => <Line>{event.name}</Line>,
  starts: ({ event, nowMs }) => <Line dim>{formatStart(event, nowMs)}</Line>,
  look: ({ event, nowMs }) => <Look look={event.lastLook} nowMs={nowMs} />,
  listings: ({ event }) => <Line dim={isStale(event)}>{formatCount(event.listings)}</Line>,
  tickets: ({ event }) => <Line dim={isStale(event)}>{formatCount(event.tickets)}</Line>,
  getIn: ({ event }) => (
    <Line bold={!isStale(event)} dim={isStale(event)}>
      {formatAmount(event.getIn, event.currency)}
    </Line>
  ),
  getInChange: ({ event }) => <ChangeOf before={event.getInBefore} now={event.getIn} />,
  median: ({ event }) => <Line dim={isStale(event)}>{formatAmount(event.median, event.currency)}</Line>,
  medianChange: ({ event }) => <ChangeOf before={event.medianBefore} now={event.median} />,
  trend: ({ event, width }) => <Line color="cyan">{sparkline(event.getInHistory, width)}</Line>,
};

const Line = ({ children, color, bold, dim }: { children: string; color?: string; bold?: boolean; dim?: boolean }) => (
  <Text wrap="truncate" {...(color && { color })} bold={bold ?? false} dimColor={dim ?? false}>
    {children}
  </Text>
);

const ageWidth = 4;

const Look = ({ look, nowMs }: { look: EventView['lastLook']; nowMs: number }) =>
  look === null ? (
    <Line dim>{unknown.padStart(ageWidth - 1)}</Line>
  ) : (
    <Text wrap="truncate">
      <Text dimColor>{formatAge(look.observedAt, nowMs).padStart(ageWidth - 1)} </Text>
      <Text color={outcomeColours[look.outcome]}>{look.outcome}</Text>
    </Text>
  );

const ChangeOf = ({ before, now }: { before: number | null; now: number | null }) => {
  const { text, direction } = changeOf(before, now);
  return <Line color={directionColours[direction]}>{text}</Line>;
};
