import zones, { type CountryCode } from 'countries-and-timezones';
import { plain } from './plain.js';

/** What people write and no register holds. */
const spokenNames: Readonly<Record<string, CountryCode>> = {
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  america: 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  holland: 'NL',
  'the netherlands': 'NL',
  korea: 'KR',
  'republic of korea': 'KR',
  'czech republic': 'CZ',
  turkey: 'TR',
};

const englishNames = new Intl.DisplayNames('en', { type: 'region' });

const codes: ReadonlyMap<string, CountryCode> = new Map([
  ...Object.values(zones.getAllCountries()).flatMap(({ id, name }) =>
    [id, name, englishNames.of(id) ?? id].map((spelling): [string, CountryCode] => [plain(spelling), id]),
  ),
  ...Object.entries(spokenNames),
]);

/** A country written as its English name, its two-letter code or the way people say it; null where it is none of these. */
export const countryCodeOf = (text: string): CountryCode | null => codes.get(plain(text)) ?? null;

const allZones = zones.getAllTimezones({ deprecated: true });

/** IANA names by their lower-case spelling; abbreviations such as `EST` are not among them, because they are no zones. */
export const zoneNames: ReadonlyMap<string, string> = new Map(
  Object.keys(allZones)
    .filter((name) => name === 'UTC' || name.includes('/'))
    .map((name) => [name.toLowerCase(), name]),
);

/** The zone of a country that has only one, by the country's own name for it (`Europe/Stockholm`, not `Europe/Berlin`); else null. */
export const zoneOfCountry = (code: CountryCode): string | null => {
  const [zone, ...others] = zones.getCountry(code)?.timezones ?? [];
  if (zone === undefined || others.length > 0) return null;
  if (allZones[zone]?.countries[0] === code) return zone;
  const ownName = Object.values(allZones).find(
    (alias) => alias.aliasOf === zone && alias.countries.length === 1 && alias.countries[0] === code,
  );
  return ownName?.name ?? zone;
};
