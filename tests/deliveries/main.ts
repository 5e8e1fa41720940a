import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import offerServers from '../servers.js';
import { play, roughMood } from './play.js';
import { isGood } from './verdict.js';

const { values } = parseArgs({
  options: {
    alerts: { type: 'string', default: '100' },
    kills: { type: 'string', default: '6' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const countOf = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a number, not ${text}`);
};

const seed = values.seed === undefined ? randomInt(1_000_000) : countOf('seed', values.seed);
const stopServers = await offerServers();
try {
  const [alerts, kills] = [countOf('alerts', values.alerts), countOf('kills', values.kills)];
  const progress = (text: string) => console.error(text);
  const verdict = await play({ alerts, kills, mood: roughMood, seed, progress, timeoutMs: 900_000 });
  const { deliveries, requests, lost, duplicates, unexcused, unsent } = verdict;
  console.log(
    values.json
      ? JSON.stringify({ seed, ...verdict })
      : [
          `seed ${seed}: ${deliveries} deliveries in ${requests} requests, ${kills} kills`,
          `lost: ${lost.length}, given up: ${unsent.length}, repeated without excuse: ${unexcused.length}`,
          `repeated because the channel took it and gave no answer: ${duplicates.channelGaveNoAnswer}`,
          `repeated because the notifier was killed before it could write down the answer: ${duplicates.notifierKilledBetween}`,
        ].join('\n'),
  );
  process.exitCode = isGood(verdict) ? 0 : 1;
} finally {
  await stopServers();
}
process.exit();
