/** Headers of our own. Positions belong to the stream and not to the fact, so they travel beside the body (docs/adr). */
export const tapeHeaders = {
  /** Stream sequence of the book's last keyframe; absent on a keyframe. */
  keyframe: 'Tape-Keyframe',
  /** In ANSWERS: stream sequence in BOOKS of the fact that was made of the answer. */
  look: 'Tape-Look',
  /** On a message that came from an archive: its stream sequence there. Nobody is ever told of such a message. */
  imported: 'Tape-Imported',
  /** On such a message, where the original names the message before it: stream sequence of that one here; 0 for none. */
  previous: 'Tape-Previous',
  /** In DEAD: the stream and the sequence the message came from. */
  deadStream: 'Tape-Dead-Stream',
  deadSequence: 'Tape-Dead-Sequence',
  deadSubject: 'Tape-Dead-Subject',
  deadReason: 'Tape-Dead-Reason',
} as const;
