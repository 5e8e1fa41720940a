import { describe, expect, it } from 'vitest';
import { StartRefusals } from './start-refusals.js';

const fatal = (code: string, message: string) => ({
  type: 'line' as const,
  name: 'collector',
  text: JSON.stringify({ level: 'fatal', service: 'collector', code, msg: 'cannot start', err: { message }, fix: 'Mend it' }),
});

describe('a service that cannot start', () => {
  it('ends the start at once where what it was given is wrong, and says what', async () => {
    const refusals = new StartRefusals();
    refusals.hear(fatal('CONFIG_INVALID', 'The configuration is not valid: CONTACT: must be a word'));
    await expect(refusals.first).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'The configuration is not valid: collector: CONTACT: must be a word',
      fix: 'Mend it',
    });
  });

  it('is started again where it may work later', async () => {
    const refusals = new StartRefusals();
    refusals.hear(fatal('NATS_UNAVAILABLE', 'NATS does not answer'));
    refusals.hear({ type: 'line', name: 'collector', text: 'not JSON' });
    await expect(Promise.race([refusals.first, Promise.resolve('still waiting')])).resolves.toBe('still waiting');
  });
});
