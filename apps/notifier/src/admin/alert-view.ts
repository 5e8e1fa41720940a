import type { AlertView, DeliveryView } from '@tickettape/admin-answers';
import type { AlertOpened, AlertStreamFact, DeliveryFact } from '@tickettape/contracts';

/** Alerts with how they ended and what became of their messages, newest first; facts about an alert that is not among them are passed over. */
export const alertViews = (facts: Iterable<AlertStreamFact>): AlertView[] => {
  const views = new Map<string, AlertView>();
  const alertsOf = new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.type === 'alert.opened.v1') views.set(fact.data.alertId, opened(fact));
    else if (fact.type === 'alert.closed.v1') change(views, fact.data.alertId, { closedAt: fact.time, closeReason: fact.data.reason });
    else if (isAboutRecipient(fact)) for (const alertId of alertIdsOf(fact, alertsOf)) deliver(views, alertId, fact);
  }
  return [...views.values()].toReversed();
};

const opened = ({ time, data }: AlertOpened): AlertView => {
  const { channels: _, episode: __, ...shown } = data;
  return { ...shown, openedAt: time, closedAt: null, closeReason: null, deliveries: [] };
};

const change = (views: Map<string, AlertView>, alertId: string, changed: Partial<AlertView>): void => {
  const view = views.get(alertId);
  if (view) views.set(alertId, { ...view, ...changed });
};

const isAboutRecipient = (fact: AlertStreamFact): fact is DeliveryFact => 'recipient' in fact.data;

/** The alerts a fact is about: those of its notices that began an episode, or of the message it names. */
const alertIdsOf = ({ data }: DeliveryFact, alertsOf: Map<string, string[]>): string[] => {
  if ('deliveryKey' in data && !('notices' in data)) return alertsOf.get(data.deliveryKey) ?? [];
  const notices = 'notices' in data ? data.notices : [data.notice];
  const alertIds = notices.flatMap(({ kind, alertId }) => (kind === 'opened' && alertId !== null ? [alertId] : []));
  if ('notices' in data) alertsOf.set(data.deliveryKey, alertIds);
  return alertIds;
};

const deliver = (views: Map<string, AlertView>, alertId: string, fact: DeliveryFact): void => {
  const view = views.get(alertId);
  if (view) views.set(alertId, { ...view, deliveries: deliveriesAfter(view.deliveries, fact) });
};

const waiting = { channel: null, attempts: null, at: null, code: null, acknowledgedAt: null } as const;

const deliveriesAfter = (before: readonly DeliveryView[], fact: DeliveryFact): DeliveryView[] => {
  const { recipient } = fact.data;
  const others = before.filter((delivery) => delivery.recipient !== recipient || delivery.channel !== null);
  switch (fact.type) {
    case 'delivery.held.v1':
      return [...others, { ...waiting, recipient, status: 'held', at: fact.time, code: fact.data.why }];
    case 'delivery.suppressed.v1':
      return [...others, { ...waiting, recipient, status: 'suppressed', at: fact.time, code: fact.data.reason }];
    case 'delivery.queued.v1': {
      const { channels } = fact.data;
      const kept = others.filter(
        (delivery) => delivery.recipient !== recipient || !channels.some((channel) => channel === delivery.channel),
      );
      return [...kept, ...channels.map((channel) => ({ ...waiting, recipient, channel, status: 'queued' as const }))];
    }
    case 'delivery.sent.v2':
    case 'delivery.failed.v2': {
      const { channel, attempts } = fact.data;
      const code = fact.type === 'delivery.failed.v2' ? fact.data.code : null;
      const end = { status: fact.type === 'delivery.sent.v2' ? 'sent' : 'failed', attempts, at: fact.time, code } as const;
      return before.map((delivery) =>
        delivery.recipient === recipient && delivery.channel === channel ? { ...delivery, ...end } : delivery,
      );
    }
    case 'delivery.acknowledged.v1':
      return before.map((delivery) => (delivery.recipient === recipient ? { ...delivery, acknowledgedAt: fact.time } : delivery));
    case 'delivery.escalated.v1':
      return [...before];
  }
};
