import type { Message } from './message.js';
import { noLinks, testMessage } from './message.js';

/** Everything a seller or a person could write to break out of a text. */
export const hostile = '<script>alert(1)</script> & "x" *bold* _it_ @everyone [a](http://b) `c` <!channel> \\';

export const anAlert = (told: Partial<Message> = {}): Message => ({
  ...testMessage('w1:1:opened:r-1:spec'),
  kind: 'opened',
  severity: 'high',
  title: 'Two together, under 120',
  event: 'Example Band, Olympic Hall, Munich, 2027-05-29 20:30 (stubhub/153012345)',
  reason: 'get-in 118.50 USD is below 120.00 USD; it was 134.00 USD at 12:00:05Z',
  listings: ['section 101, row 7: 2 tickets at 118.50 USD', 'section 204, row C: 4 tickets at 119.00 USD'],
  seen: '24 Nov 2026, 13:05:09 CET in a complete look: 1342 listings',
  proof: 'npx tape watch explain cheap-seats:1',
  links: noLinks,
  subject: { recipient: 'r-1', deliveryKey: 'w1:1:opened:r-1', watchId: 'w1' },
  ...told,
});

export const aDigest = (count: number): Message => {
  const { kind, severity, title, event, reason, listings, seen, proof } = anAlert();
  const part = { kind, severity, title, event, reason, listings, seen, proof };
  const over = { ...part, kind: 'closed' as const, reason: 'it held since 12:05; over: get-in 131.00 USD', severity: 'low' as const };
  return {
    ...anAlert({
      title: `${count} messages of your watches`,
      listings: [],
      seen: null,
      proof: null,
      note: 'This was held for you until now',
    }),
    parts: Array.from({ length: count }, (_, index) => (index % 3 === 2 ? over : part)),
  };
};

/** One dark pixel. */
export const aPicture = {
  png: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
  alt: 'Prices of the last two days',
};
