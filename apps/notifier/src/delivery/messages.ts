import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryQueued, Notice } from '@tickettape/contracts';
import type { ChannelName } from '../channels/channel.js';
import { compose } from '../channels/compose.js';
import { eventLinkOf, type EventLinks } from '../channels/event-link.js';
import type { Message, Telling } from '../channels/message.js';
import { eventLine, tellingOf, type Reader } from '../channels/telling.js';
import { Links } from '../links/links.js';
import { Pictures } from '../pictures/pictures.js';
import { EventNames } from './event-names.js';
import { Findings } from './findings.js';

export const EVENT_LINKS = Symbol('EVENT_LINKS');

/** Slack fetches its own by a link. */
const uploads = new Set<ChannelName>(['telegram', 'discord', 'email']);

/** Makes the message of a delivery for one channel and one reader. */
@Injectable()
export class Messages {
  constructor(
    private readonly findings: Findings,
    private readonly eventNames: EventNames,
    private readonly pictures: Pictures,
    @Inject(EVENT_LINKS) private readonly eventLinks: EventLinks,
    private readonly links: Links,
  ) {}

  async of(delivery: DeliveryQueued['data'], channel: ChannelName, reader: Reader): Promise<Message> {
    const tellings: Telling[] = [];
    for (const notice of delivery.notices) tellings.push(await this.telling(notice, reader));
    const finding = delivery.notices.length === 1 ? await this.findings.of(delivery.notices[0]!) : null;
    const links = this.links.of(delivery.recipient, delivery.deliveryKey, channel);
    const isShown = uploads.has(channel) || (channel === 'slack' && links.picture !== null);
    const picture = finding && isShown ? await this.pictures.of(finding, tellings[0]!, reader) : null;
    const message = compose({ delivery, tellings, finding, picture, links });
    return { ...message, key: `${message.key}:${channel}` };
  }

  private async telling(notice: Notice, reader: Reader): Promise<Telling> {
    const [finding, event] = await Promise.all([this.findings.of(notice), this.eventNames.of(notice)]);
    return finding === null ? lost(notice) : tellingOf(notice, finding, event, reader, eventLinkOf(this.eventLinks, notice));
  }
}

/** A message goes out also where the tape does not hold any more what it is about. */
const lost = (notice: Notice): Telling => ({
  kind: notice.kind,
  severity: notice.severity,
  title: notice.watchId,
  event: eventLine(notice, null),
  reason: `something happened at ${notice.observedAt}, of which the tape holds no more`,
  listings: [],
  seen: notice.observedAt,
  proof: null,
});
