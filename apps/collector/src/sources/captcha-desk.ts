import type { TokenNeed } from '@tickettape/contracts';

/** The token in hand, if any. */
export type Held = {
  token: string | null;
  /** Whether the source asked for one before; where nobody knows, false. */
  isNeeded: boolean;
  /** What became of the last one, for whoever has to get the next. */
  end: 'missing' | 'expired' | 'refused';
};

/** Where a source gets the captcha token that a person supplied, and says that it needs one. It is told once for each need, however often it is asked for. */
export interface CaptchaDesk {
  current(source: string): Promise<Held>;
  need(source: string, need: Exclude<TokenNeed, 'expiring'>): Promise<void>;
  /** The source did not take `token`: it is used no more. */
  refuse(source: string, token: string | null, need: Exclude<TokenNeed, 'expiring'>): Promise<void>;
}

/** The captcha of a source, for the page on which a person solves it. Throws SOURCE_UNAVAILABLE, TOKEN_REFUSED. */
export interface CaptchaOffice {
  /** The network address under which the source sees us, where the operator says so; a token made for another one is of no use. */
  readonly address: string | null;
  /** A fresh challenge, as the widget takes it. */
  challenge(signal: AbortSignal): Promise<object>;
  /** The token for a solved challenge. */
  verify(payload: string, signal: AbortSignal): Promise<string>;
}

/** For a source that is opened where nobody can solve a captcha, as to try it once. */
export const noDesk: CaptchaDesk = {
  current: () => Promise.resolve({ token: null, isNeeded: false, end: 'missing' }),
  need: () => Promise.resolve(),
  refuse: () => Promise.resolve(),
};
