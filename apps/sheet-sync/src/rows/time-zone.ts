import type { Cell } from '../readers/sheet.js';
import { quoted, textOf } from './cell.js';
import { countryCodeOf, zoneOfCountry, zoneNames } from './country.js';
import { zonesOfCity } from './city.js';
import { refused, says, type Reading } from './reading.js';

/** The IANA zone of a venue: as the sheet says, else as city and country leave no choice; null with a warning where they do. */
export const readTimeZone = (cell: Cell, city: string, country: string): Reading<string | null> => {
  const text = textOf(cell);
  if (text !== '') return readZoneName(text);
  const zone = knownZone(city, country);
  return says(zone, zone === null ? `is empty and cannot be known for sure from ${quoted(`${city}, ${country}`)}` : undefined);
};

const readZoneName = (text: string): Reading<string> => {
  const name = zoneNames.get(text.toLowerCase());
  return name === undefined ? refused(`is ${quoted(text)}: write an IANA name such as America/New_York`) : says(name);
};

const knownZone = (city: string, country: string): string | null => {
  const code = countryCodeOf(country);
  if (code === null) return null;
  const zones = zonesOfCity(city, code);
  return zones.length === 1 ? zones[0]! : zoneOfCountry(code);
};
