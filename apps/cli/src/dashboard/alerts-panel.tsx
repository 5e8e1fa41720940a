import { Box, Text } from 'ink';
import { formatAge } from '../format/span.js';
import { deliveryColours, deliveryMarks } from './colours.js';
import { fit } from './layout.js';
import { More, Panel } from './panel.js';
import type { AlertView } from './view.js';

/** From this width on, the name of the event stands beside the watch. */
const roomyFrom = 110;

type AlertsPanelProps = { alerts: readonly AlertView[]; nowMs: number; columns: number; rows: number; airy: boolean };

export const AlertsPanel = ({ alerts, nowMs, columns, rows, airy }: AlertsPanelProps) => {
  const { shown, hidden } = fit(alerts, Math.max(1, rows));
  const open = alerts.filter((alert) => alert.open).length;
  return (
    <Panel title="Newest alerts" note={alerts.length === 0 ? '' : `${open} open`} columns={columns} airy={airy}>
      {alerts.length === 0 && <Text dimColor>No watch was met yet</Text>}
      {shown.map((alert) => (
        <AlertRow key={alert.key} alert={alert} nowMs={nowMs} roomy={columns >= roomyFrom} />
      ))}
      <More hidden={hidden} />
    </Panel>
  );
};

const AlertRow = ({ alert, nowMs, roomy }: { alert: AlertView; nowMs: number; roomy: boolean }) => (
  <Box columnGap={1} justifyContent="space-between">
    <Text wrap="truncate">
      <Text dimColor>{formatAge(alert.openedAt, nowMs).padStart(3)} </Text>
      <Text {...(alert.open && { color: 'yellow' })}>{alert.open ? '●' : '○'} </Text>
      <Text bold={alert.open}>{alert.watch}</Text>
      {roomy && alert.event !== null && <Text color="cyan"> {alert.event}:</Text>}
      <Text dimColor={!alert.open}> {alert.reason}</Text>
    </Text>
    <Box flexShrink={0}>
      <Text>
        {alert.deliveries.map(({ to, state }, index) => (
          <Text key={index} color={deliveryColours[state]}>
            {' '}
            {to} {deliveryMarks[state]}
          </Text>
        ))}
      </Text>
    </Box>
  </Box>
);
