import { BookFact, CatalogFact } from '@tickettape/contracts';
import { aSighting, aListing, key, looks } from '@tickettape/book/examples';
import { describe, expect, it } from 'vitest';
import { parseMessage } from './parse.js';

const [fact] = looks(aSighting([aListing('a')]));
const on = (subject: string, body: unknown = fact) => ({ subject, json: () => body });

describe('a message', () => {
  it('is what its contract says', () => {
    expect(parseMessage(BookFact, on(`book.${key.source}.${key.eventId}`))).toEqual(fact);
    expect(() => parseMessage(CatalogFact, on(`catalog.${key.source}.${key.eventId}`))).toThrow();
  });

  it('tells of the book of its subject and of no other', () => {
    expect(() => parseMessage(BookFact, on('book.stubhub.1'))).toThrow(`book.stubhub.1: it tells of ${key.source}/${key.eventId}`);
    expect(() => parseMessage(BookFact, on(`book.elsewhere.${key.eventId}`))).toThrow('it tells of');
  });

  it('may stand on a subject of no book, as a replay does', () => {
    expect(parseMessage(BookFact, on('replay.1'))).toEqual(fact);
  });
});
