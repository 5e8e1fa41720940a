/** An HTTP answer, complete, as text. */
export type Reply = {
  kind: 'reply';
  status: number;
  location: string | null;
  retryAfter: string | null;
  body: string;
  /** The `Link` header (RFC 8288), where the feed reads it. */
  link?: string | null;
};

/** No complete answer came. `code` is the system's error code; `TOO_LARGE` where the answer exceeds what we read. */
export type Failure = { kind: 'failure'; code: string };

export type Exchange = Reply | Failure;
