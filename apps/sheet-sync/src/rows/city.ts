import { cityMapping, type CityData } from 'city-timezones';
import { plain } from './plain.js';

const named = cityMapping.flatMap((city) => [...new Set([city.city, city.city_ascii].map(plain))].map((name) => ({ name, city })));
const citiesByName = Map.groupBy(named, ({ name }) => name);

/** The zones of all cities of this name in a country; `Portland, OR` and `Portland, Oregon` narrow them to a region. */
export const zonesOfCity = (city: string, countryCode: string): string[] => {
  const [name = '', region = ''] = city.split(',').map(plain);
  const cities = (citiesByName.get(name) ?? []).map((match) => match.city).filter(({ iso2 }) => iso2 === countryCode);
  return [...new Set(cities.filter((match) => isIn(match, region)).map(({ timezone }) => timezone))];
};

const isIn = ({ province, state_ansi: state }: CityData, region: string): boolean =>
  region === '' || [province, state].some((name) => plain(name ?? '') === region);
