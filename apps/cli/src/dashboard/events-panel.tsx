import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { formatCount } from '../format/amount.js';
import { eventCells } from './event-cells.js';
import { columnGap, eventColumns, fit, type Column } from './layout.js';
import { More, Panel } from './panel.js';
import type { EventView } from './view.js';

type EventsPanelProps = { events: readonly EventView[]; nowMs: number; columns: number; rows: number; airy: boolean };

export const EventsPanel = ({ events, nowMs, columns, rows, airy }: EventsPanelProps) => {
  const table = eventColumns(columns);
  const { shown, hidden } = fit(events, rows);
  return (
    <Panel title="Tracked events" note={[sightOf(events), ...looksOf(events)].join(' · ')} columns={columns} airy={airy}>
      <Row
        table={table}
        cell={({ title }) => (
          <Text dimColor wrap="truncate">
            {title}
          </Text>
        )}
      />
      {shown.map((event) => (
        <Row key={event.key} table={table} cell={({ name, width }) => eventCells[name]({ event, nowMs, width })} />
      ))}
      <More hidden={hidden} />
    </Panel>
  );
};

const Row = ({ table, cell }: { table: readonly Column[]; cell: (column: Column) => ReactNode }) => (
  <Box columnGap={columnGap}>
    {table.map((column) => (
      <Box key={column.name} width={column.width} flexShrink={0} justifyContent={column.align === 'right' ? 'flex-end' : 'flex-start'}>
        {cell(column)}
      </Box>
    ))}
  </Box>
);

/** `6 events, 4 seen, 1 in part, 1 blind`. */
const sightOf = (events: readonly EventView[]): string => {
  const outcomes = events.map(({ lastLook }) => lastLook?.outcome ?? 'never');
  const count = (matches: (outcome: string) => boolean) => outcomes.filter(matches).length;
  const seen = count((outcome) => outcome === 'complete');
  const inPart = count((outcome) => outcome === 'partial');
  const never = count((outcome) => outcome === 'never');
  const parts: [number, string][] = [
    [seen, 'seen'],
    [inPart, 'in part'],
    [events.length - seen - inPart - never, 'blind'],
    [never, 'not looked at yet'],
  ];
  const told = parts.filter(([many]) => many > 0).map(([many, what]) => `${many} ${what}`);
  return told.length === 0 ? 'none yet' : told.join(', ');
};

/** `152 looks, 97% of them complete`; never rounded up to all. */
const looksOf = (events: readonly EventView[]): string[] => {
  const looks = events.reduce((sum, event) => sum + event.looks, 0);
  const complete = events.reduce((sum, event) => sum + event.completeLooks, 0);
  return looks === 0 ? [] : [`${formatCount(looks)} looks, ${Math.floor((complete / looks) * 100)}% of them complete`];
};
