import type { z } from 'zod';
import type { HostGate } from '../politeness/host-gate.js';
import type { Pace } from '../politeness/pace.js';
import type { Capabilities } from '@tickettape/contracts';
import type { CaptchaDesk } from './captcha-desk.js';
import type { Entry, PaceSettings, SecretPlace } from './configuration/entry.js';
import type { Source } from './source.js';

/** What a kind opens a source from. */
export type Opening<Settings> = {
  /** Its entry in the file of sources, checked: what every entry says, and the settings of the kind. */
  entry: Entry & Settings;
  /** For every request: the User-Agent that says who asks, and the secrets of the operator. Never logged, never on the tape. */
  headers: Readonly<Record<string, string>>;
  /** A secret of the entry that stands elsewhere; `what` names it in CONFIG_INVALID. */
  secret: (place: SecretPlace, what: string) => Promise<string>;
  pace: Pace;
  /** The only way to the host of the entry; a kind that asks another way breaks the budget. */
  gate: HostGate;
  /** Where a captcha token comes from that a person supplied. */
  desk: CaptchaDesk;
  now: () => number;
};

/**
 * A kind of source: one folder here, with its feed (network), its mapper (meaning), payloads of our own making and specs, and one line in `kinds.ts`.
 * The file of sources, its JSON Schema, the capability matrix and `tape source` follow from that line.
 *
 * `settings` is the zod shape of what an entry of this kind says beside `Entry`, flat in the same object; each member has a `describe`.
 * `open` is called once, at start, and makes no request; it throws SOURCES_INVALID for what no schema can check.
 * The source it gives has the `name` of its entry and keeps the contract of `Source`: whatever the network does is an observation, and every request,
 * also of a page that follows or a token, goes through `gate.run`. `look` never takes longer than its signal allows.
 */
export interface SourceKind<Settings extends z.ZodRawShape = z.ZodRawShape> {
  /** The `kind` of its entries. */
  readonly name: string;
  /** In one sentence: for what such a source is. */
  readonly summary: string;
  /** What its sources can prove at best; a source may prove less, as it is configured. */
  readonly capabilities: Capabilities;
  readonly settings: Settings;
  /** What the schema of no single member can see, told at start by line and column. */
  complaints?(entry: Entry & z.output<z.ZodObject<Settings>>): { path: PropertyKey[]; message: string }[];
  /** How often hosts of this kind are asked, where an entry says nothing else; it comes before what the environment says. */
  readonly pace?: PaceSettings;
  open(opening: Opening<z.output<z.ZodObject<Settings>>>): Source | Promise<Source>;
}

/** Keeps the settings of `kind` typed in its `open`. */
export const defineKind = <Settings extends z.ZodRawShape>(kind: SourceKind<Settings>): SourceKind<Settings> => kind;
