/** Text that the tape can hold: no control characters, no lone surrogates, no outer space; null when nothing is left. */
export const cleanText = (text: string): string | null => (plain.test(text) ? text : cleaned(text));

/** Nearly every text of a source: printable ASCII without outer space. */
const plain = /^[!-~](?:[ -~]*[!-~])?$/;

const cleaned = (text: string): string | null =>
  text
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .toWellFormed()
    .trim() || null;
