import { Box, Text } from 'ink';
import { formatSpan } from '../format/span.js';
import type { SystemView } from './view.js';

const dayMs = 86_400_000;

type HeaderProps = { system: SystemView; nowMs: number; columns: number };

export const Header = ({ system, nowMs, columns }: HeaderProps) => (
  <Box width={columns} height={1} columnGap={2} justifyContent="space-between">
    <Text wrap="truncate">
      <Text bold inverse color="cyan">
        {' tickettape '}
      </Text>
      <Text dimColor> {aboutSystem(system, nowMs).join('  ·  ')}</Text>
    </Text>
    <Box flexShrink={0}>
      <Text dimColor>q quits</Text>
    </Box>
  </Box>
);

const aboutSystem = ({ startedAt, speed, provider }: SystemView, nowMs: number): string[] => [
  ...(startedAt === null ? [] : [`up ${formatSpan(Math.max(0, nowMs - Date.parse(startedAt)))}`]),
  speed === null ? 'real time' : `${speed}× simulated (1 day = ${formatSpan(dayMs / speed)})`,
  ...(provider === null ? [] : [`servers: ${provider}`]),
];
