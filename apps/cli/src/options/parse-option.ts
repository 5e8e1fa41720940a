import { InvalidArgumentError } from 'commander';
import { parseDuration } from './duration.js';

export const durationOption = (text: string): number => {
  const ms = parseDuration(text);
  if (ms === null) throw new InvalidArgumentError('Write it as 45s, 5m or 1h30m.');
  return ms;
};

/** Simulated seconds per real second. */
export const speedOption = (text: string): number => {
  const speed = Number(text);
  if (!(speed >= 1 && speed <= fastest)) throw new InvalidArgumentError(`Write a number from 1 to ${fastest}.`);
  return speed;
};

const fastest = 100_000;

export const seedOption = (text: string): number => {
  if (!/^\d{1,10}$/.test(text) || Number(text) > largestSeed)
    throw new InvalidArgumentError(`Write a whole number from 0 to ${largestSeed}.`);
  return Number(text);
};

const largestSeed = 2_147_483_647;

export const urlOption = (text: string): string => {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw new InvalidArgumentError('Write an http or https address.');
  return text;
};

export const countOption = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 to 9999.');
  return Number(text);
};

export const instantOption = (text: string): Date => {
  const instant = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError('Write a date or an instant such as 2026-11-22T08:00Z.');
  return instant;
};
