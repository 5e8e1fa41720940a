import { Text } from 'ink';
import { formatCount } from '../format/amount.js';
import { healthColours } from './colours.js';
import { fit } from './layout.js';
import { More, Panel } from './panel.js';
import type { ServiceView } from './view.js';

type ServicesPanelProps = { services: readonly ServiceView[]; columns: number; rows: number; airy: boolean };

export const ServicesPanel = ({ services, columns, rows, airy }: ServicesPanelProps) => {
  const { shown, hidden } = fit(services, rows);
  return (
    <Panel title="Services" columns={columns} airy={airy}>
      {shown.map((service) => (
        <ServiceRow key={service.name} service={service} />
      ))}
      <More hidden={hidden} />
    </Panel>
  );
};

const ServiceRow = ({ service }: { service: ServiceView }) => (
  <Text wrap="truncate">
    <Text color={healthColours[service.health]}>● </Text>
    {service.name.padEnd(12)}
    <Text color={healthColours[service.health]}>{service.health.padEnd(9)}</Text>
    <Text dimColor>{remarksOn(service).join(', ')}</Text>
  </Text>
);

const remarksOn = ({ lag, restarts, detail }: ServiceView): string[] => [
  ...(lag === null ? [] : [lag === 0 ? 'caught up' : `${formatCount(lag)} behind`]),
  ...(restarts === null || restarts === 0 ? [] : [`restarted ${restarts}×`]),
  ...(detail === null ? [] : [detail]),
];
