import { Text } from 'ink';
import { fit } from './layout.js';
import { More, Panel } from './panel.js';
import type { AddressView } from './view.js';

type AddressesPanelProps = { addresses: readonly AddressView[]; columns: number; rows: number; airy: boolean };

export const AddressesPanel = ({ addresses, columns, rows, airy }: AddressesPanelProps) => {
  const { shown, hidden } = fit(addresses, rows);
  return (
    <Panel title="Open" columns={columns} airy={airy}>
      {shown.map(({ name, address, paths }) => (
        <Text key={name} wrap="truncate">
          <Text dimColor>{name.padEnd(12)}</Text>
          {address}
          <Text dimColor>{paths}</Text>
        </Text>
      ))}
      <More hidden={hidden} />
    </Panel>
  );
};
