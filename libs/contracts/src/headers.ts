/** Headers of our own. Positions belong to the stream and not to the fact, so they travel beside the body (docs/adr). */
export const tapeHeaders = {
  /** Stream sequence of the book's last keyframe; absent on a keyframe. */
  keyframe: 'Tape-Keyframe',
  /** In DEAD: the stream and the sequence the message came from. */
  deadStream: 'Tape-Dead-Stream',
  deadSequence: 'Tape-Dead-Sequence',
  deadSubject: 'Tape-Dead-Subject',
  deadReason: 'Tape-Dead-Reason',
} as const;
