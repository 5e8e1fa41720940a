import { tapeStreams } from '@tickettape/archive';
import { describe, expect, it } from 'vitest';
import { exportedStreams, streamsOption } from './streams-option.js';

describe('the streams to export', () => {
  it('are those an archive can hold', () => expect(exportedStreams).toEqual(tapeStreams));

  it('may be written in any case and with spaces', () => expect(streamsOption('books, Alerts')).toEqual(['BOOKS', 'ALERTS']));

  it.each(['', 'SWEEPS', 'BOOKS,', 'BOOKS ALERTS'])('cannot be %j', (text) => expect(() => streamsOption(text)).toThrow(/Write names/));
});
