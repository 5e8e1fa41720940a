import type { Notice, WatchFinding } from '@tickettape/contracts';

/** Who is to be told of a finding, and by which channels of the operator. */
export type Audience = { recipients: readonly string[]; channels: readonly Channel[] };
type Channel = Extract<WatchFinding, { type: 'alert.opened.v1' }>['data']['channels'][number];

/** What a finding is to people, and whom it reaches; null where nobody asked to be told of it. */
export const noticeOf = (finding: WatchFinding): { notice: Notice; audience: Audience } | null => {
  switch (finding.type) {
    case 'alert.opened.v1':
      return about(finding, finding.data, { kind: 'opened', id: finding.data.alertId, alertId: finding.data.alertId });
    case 'alert.closed.v1': {
      const { over, alertId } = finding.data;
      return over ? about(finding, over, { kind: 'closed', id: alertId, alertId }) : null;
    }
    case 'watch.blinded.v1':
      return about(finding, finding.data, { kind: 'blinded', id: blindId(finding), alertId: null });
    case 'watch.sighted.v1':
      return about(finding, finding.data, { kind: 'sighted', id: blindId(finding), alertId: null });
  }
};

/** The blind time a finding begins or ends: the same for both. */
const blindId = ({ data }: Extract<WatchFinding, { type: `watch.${string}` }>): string => `${data.watchId}:blind:${data.blindness}`;

type Reach = { channels: readonly Channel[]; recipients?: readonly string[] | undefined; severity?: Notice['severity'] | undefined };

const about = (
  { time, data }: WatchFinding,
  { channels, recipients = [], severity = 'normal' }: Reach,
  { kind, id, alertId }: { kind: Notice['kind']; id: string; alertId: string | null },
) => {
  const { source, eventId, watchId } = data;
  const notice: Notice = { noticeKey: `${id}:${kind}`, kind, source, eventId, watchId, alertId, severity, observedAt: time };
  return { notice, audience: { recipients: [...new Set(recipients)], channels } };
};

const escalatedSuffix = ':escalated';

/** The key of a notice that is told once more because nobody acknowledged it. */
export const escalatedKey = (noticeKey: string): string => `${noticeKey}${escalatedSuffix}`;

/** The key of the notice itself, however often it was told. */
export const originalKey = (noticeKey: string): string =>
  noticeKey.endsWith(escalatedSuffix) ? noticeKey.slice(0, -escalatedSuffix.length) : noticeKey;
