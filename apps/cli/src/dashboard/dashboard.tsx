import { Box, Text } from 'ink';
import { AddressesPanel } from './addresses-panel.js';
import { AlertsPanel } from './alerts-panel.js';
import { EventsPanel } from './events-panel.js';
import { Header } from './header.js';
import { layOut, margin, type Size } from './layout.js';
import { ServicesPanel } from './services-panel.js';
import type { DashboardView } from './view.js';

/** One frame: the same view and size give the same picture. */
export const Dashboard = ({ view, size }: { view: DashboardView; size: Size }) => {
  const { nowMs, events, alerts, services, addresses, troubles } = view;
  const rows = size.rows - (troubles.length > 0 ? 1 : 0);
  const layout = layOut(
    { ...size, rows },
    { events: events.length, alerts: alerts.length, services: services.length, addresses: addresses.length },
  );
  const { airy, sideBySide } = layout;
  const columns = size.columns - 2 * margin;
  const half = sideBySide ? Math.floor((columns - 2) / 2) : columns;
  return (
    <Box flexDirection="column" paddingX={margin} width={size.columns} height={size.rows - 1} overflow="hidden">
      <Header system={view.system} nowMs={nowMs} columns={columns} />
      {troubles.length > 0 && (
        <Text color="yellow" wrap="truncate">
          ! {troubles.join('; ')}
        </Text>
      )}
      <EventsPanel events={events} nowMs={nowMs} columns={columns} rows={layout.events} airy={airy} />
      <AlertsPanel alerts={alerts} nowMs={nowMs} columns={columns} rows={layout.alerts} airy={airy} />
      <Box flexDirection={sideBySide ? 'row' : 'column'} columnGap={2}>
        <ServicesPanel services={services} columns={half} rows={layout.services} airy={airy} />
        {layout.addresses > 0 && (
          <AddressesPanel addresses={addresses} columns={columns - (sideBySide ? half + 2 : 0)} rows={layout.addresses} airy={airy} />
        )}
      </Box>
    </Box>
  );
};
