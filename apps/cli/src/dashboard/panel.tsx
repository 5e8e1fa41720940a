import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

type PanelProps = { title: string; note?: string; columns: number; airy: boolean; children: ReactNode };

/** A titled part of the screen; the rule fills its width. */
export const Panel = ({ title, note = '', columns, airy, children }: PanelProps) => (
  <Box flexDirection="column" width={columns} marginTop={airy ? 1 : 0}>
    <Text wrap="truncate">
      <Text bold color="cyan">
        {title}{' '}
      </Text>
      <Text dimColor>
        {note}
        {note === '' ? '' : ' '}
        {'─'.repeat(Math.max(0, columns - title.length - 1 - (note === '' ? 0 : note.length + 1)))}
      </Text>
    </Text>
    {children}
  </Box>
);

export const More = ({ hidden }: { hidden: number }) => (hidden > 0 ? <Text dimColor>… {hidden} more</Text> : null);
