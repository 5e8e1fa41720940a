import { envelope, SourceTokenNeeded } from '@tickettape/contracts';
import { describe, expect, it } from 'vitest';
import { tokenMessage } from './source-message.js';

const fact = (need: SourceTokenNeeded['data']['need'], expiresAt: string | null = null): SourceTokenNeeded =>
  SourceTokenNeeded.parse(
    envelope(
      'source.token-needed.v1',
      { id: 'source:munich:1', source: '/tickettape/collector', subject: 'munich', time: '2027-02-01T08:00:00.000Z' },
      { source: 'munich', revision: 1, need, expiresAt, detail: 'the office wants a captcha solved' },
    ),
  );
const handOff = { url: 'https://tape.example.org/captcha/munich/planted-secret', expiresAt: '2027-02-02T08:00:00.000Z' };

describe('a captcha that is needed', () => {
  it('is told with what follows and with the link to its page', () => {
    expect(tokenMessage('k', fact('missing'), handOff)).toMatchObject({
      kind: 'blinded',
      title: 'munich needs a captcha solved',
      reason: 'the office wants a captcha solved. Until a person solves it nothing of this source can be seen',
      listings: [`Open this and tick the box; it works once, until 2027-02-02T08:00:00.000Z: ${handOff.url}`],
    });
  });

  it('is told without a link where a link must not be written', () => {
    const message = tokenMessage('k', fact('expired'), null);
    expect(message.listings).toEqual(['npx tape source token munich --link']);
    expect(JSON.stringify(message)).not.toContain('planted');
  });

  it('of a token that only ends soon is no blindness', () => {
    const { kind, reason } = tokenMessage('k', fact('expiring', '2027-02-01T08:05:00.000Z'), handOff);
    expect([kind, reason]).toEqual(['opened', expect.stringContaining('seen until then (2027-02-01T08:05:00.000Z)')]);
  });
});
