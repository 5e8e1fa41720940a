import { describe, expect, it } from 'vitest';
import { eventLinkOf, parseEventLinks, usualEventLinks } from './event-link.js';

describe('the page of an event', () => {
  it('is the booking page of the service and the office', () => {
    for (const eventId of ['1063453-10489', '1063453x2-10489'])
      expect(eventLinkOf(usualEventLinks, { source: 'munich', eventId })).toBe(
        'https://stadt.muenchen.de/buergerservice/terminvereinbarung.html#/services/1063453/locations/10489',
      );
  });

  it('is unknown where the id does not tell what the address asks for, and at other sources', () => {
    expect(eventLinkOf(usualEventLinks, { source: 'munich', eventId: '42' })).toBeNull();
    expect(eventLinkOf(usualEventLinks, { source: 'constructor', eventId: '42' })).toBeNull();
  });

  it('is what the operator says', () => {
    const links = parseEventLinks('stubhub=https://example.com/event/{eventId}; office=https://example.org/{serviceId}')!;
    expect(eventLinkOf(links, { source: 'stubhub', eventId: '42' })).toBe('https://example.com/event/42');
    expect(eventLinkOf(links, { source: 'office', eventId: '7-8' })).toBe('https://example.org/7');
    expect([parseEventLinks(''), parseEventLinks('x'), parseEventLinks('a=ftp://b')]).toEqual([{}, null, null]);
  });
});
