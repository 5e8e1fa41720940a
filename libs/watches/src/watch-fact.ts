import { createHash } from 'node:crypto';
import { envelope, type Watch, type WatchFact } from '@tickettape/contracts';

type Stated = { revision: number; source: string; time: string };

/** A fact about a watch; its id follows from what it says, so that saying it again is the same fact. `time` is UTC. */
export const watchFact = (type: WatchFact['type'], watch: Watch, { revision, source, time }: Stated): WatchFact => {
  const { watchId } = watch;
  const data = type === 'watch.removed.v1' ? { watchId, revision } : { ...watch, revision };
  const hash = createHash('sha256')
    .update(JSON.stringify({ type, ...data }))
    .digest('hex')
    .slice(0, 8);
  return envelope(type, { id: `watch:${watchId}:${revision}:${hash}`, source, subject: watchId, time }, data) as WatchFact;
};
