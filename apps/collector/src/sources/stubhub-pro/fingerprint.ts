/** Of JSON text as bytes: one byte for a character where all are ASCII, else two. */
type Bytes = { view: DataView; bytesPerChar: 1 | 2 };

/**
 * A number of 53 bits for each of the texts that stand in `body` one after the other, `gap` characters apart; equal texts have equal ones. Not
 * cryptographic: two texts that nobody made for it share one by a chance of 2^-53. Every text but the first follows 8 characters or more.
 */
export const fingerprintsOf = (texts: readonly string[], body: string, gap: number): Float64Array => {
  const { view, bytesPerChar } = bytesOf(body);
  const fingerprints = new Float64Array(texts.length);
  let from = 0;
  for (let index = 0; index < texts.length; index += 1) {
    const to = from + texts[index]!.length * bytesPerChar;
    fingerprints[index] = fingerprint(view, from, to);
    from = to + gap * bytesPerChar;
  }
  return fingerprints;
};

/** Kept from answer to answer, since fresh memory of half a megabyte costs more than to fill it. */
let scratch = Buffer.allocUnsafeSlow(0);

const bytesOf = (text: string): Bytes => {
  if (scratch.length < 2 * text.length) scratch = Buffer.allocUnsafeSlow(2 * text.length);
  const view = new DataView(scratch.buffer);
  if (scratch.write(text, 'utf8') === text.length) return { view, bytesPerChar: 1 };
  scratch.write(text, 'utf16le');
  return { view, bytesPerChar: 2 };
};

/** Bytes of one step; the last step of a text reaches back over bytes that were read before. */
const stepBytes = 8;

/** Multiply and shift in two lanes that mix with each other; each word is spread first, so that digits that change at once do not cancel out. */
const fingerprint = (view: DataView, from: number, to: number): number => {
  let one = 0x9e3779b9 ^ (to - from);
  let two = 0x7f4a7c15;
  for (let at = from; at < to; at += stepBytes) {
    const place = Math.max(0, Math.min(at, to - stepBytes));
    const first = Math.imul(view.getInt32(place, true), 0xcc9e2d51);
    const second = Math.imul(view.getInt32(place + 4, true), 0x1b873593);
    const left = Math.imul(one ^ first ^ (first >>> 16), 0x85ebca6b);
    const right = Math.imul(two ^ second ^ (second >>> 16), 0xc2b2ae35);
    one = left ^ (right >>> 15);
    two = right ^ (left >>> 13);
  }
  one = Math.imul(one ^ (two >>> 15), 0x85ebca6b);
  two = Math.imul(two ^ (one >>> 13), 0xc2b2ae35);
  one ^= two >>> 16;
  return (one >>> 0) * 2 ** 21 + (two >>> 11);
};
