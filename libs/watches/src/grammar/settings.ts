import { Channel, type EpisodeSettings, type Reach } from '@tickettape/contracts';
import { readDuration, readPercent, readRecipients, readSeverity, readSome, readSwitch } from './fields.js';
import { quoted, type Note, type Reading, type RuleField } from './note.js';
import type { Cells } from './asked.js';

/** What a watch has beside its condition. */
export type Settings = EpisodeSettings & Partial<Reach>;

type SettingField = Extract<
  RuleField,
  'hold' | 'rearm' | 'hysteresis' | 'tellOver' | 'severity' | 'blindAfter' | 'recipients' | 'channels'
>;

/** How a setting is written behind the rule, after a `;`. */
const phrases: readonly (readonly [SettingField, RegExp])[] = [
  ['hold', /^(?:for|hold(?: for)?)\s+(.+)$/i],
  ['rearm', /^re-?arm(?:s|ed)?(?:\s+after)?\s+(.+)$/i],
  ['hysteresis', /^hysteresis\s+(.+)$/i],
  ['tellOver', /^tell(?:\s+me)?\s+when\s+over$/i],
  ['blindAfter', /^blind\s+after\s+(.+)$/i],
  ['severity', /^severity\s+(.+)$/i],
  ['recipients', /^(?:to|tell)\s+(.+)$/i],
  ['channels', /^(?:by|channels?)\s+(.+)$/i],
];
const whatMayFollow = 'for 10m, re-arm 30m, hysteresis 3%, tell when over, blind after 1h, severity high, to <people> or by <channels>';

/** The settings that stand behind the rule, as cells; what is told in both places is refused. */
export const settingCells = (parts: readonly string[], cells: Cells, notes: Note[]): Cells => {
  const told: Cells = { ...cells };
  for (const part of parts) {
    const found = phrases.flatMap(([field, phrase]) => {
      const match = phrase.exec(part);
      return match ? [{ field, text: match[1]?.trim() ?? 'yes' }] : [];
    })[0];
    if (found === undefined)
      notes.push({ field: 'rule', severity: 'rejected', reason: `has ${quoted(part)} after a ;, where ${whatMayFollow} may stand` });
    else if (told[found.field])
      notes.push({ field: found.field, severity: 'rejected', reason: `is told twice: ${quoted(part)} stands behind the rule` });
    else told[found.field] = found.text;
  }
  return told;
};

const readHysteresis = (text: string): Reading<number> => (/^0+(\.0+)?\s*%$/.test(text) ? { ok: true, value: 0 } : readPercent(text, 100));

/** Reads what the cells tell; what they do not tell is left out. */
export const readSettings = (cells: Cells, notes: Note[]): Settings => {
  const take = <Value>(field: SettingField, reader: (text: string) => Reading<Value>): Value | undefined => {
    const text = cells[field];
    if (!text) return undefined;
    const reading = reader(text);
    if (reading.ok) return reading.value;
    notes.push({ field, severity: 'rejected', reason: reading.reason });
    return undefined;
  };
  const settings: Settings = {
    holdSeconds: take('hold', (text) => readDuration(text, 0)),
    rearmSeconds: take('rearm', (text) => readDuration(text, 0)),
    hysteresisPercent: take('hysteresis', readHysteresis),
    blindAfterSeconds: take('blindAfter', readDuration),
    tellOver: take('tellOver', readSwitch) || undefined,
    severity: take('severity', readSeverity),
    recipients: take('recipients', readRecipients),
    channels: take('channels', (text) => readSome(text, Channel.options, 'channels')),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
};
