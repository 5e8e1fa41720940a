import { Capabilities } from '@tickettape/contracts';
import { kinds } from '../../apps/collector/src/sources/kinds.js';
import { code, page, table } from './markdown.js';

const abilities = Object.keys(Capabilities.shape) as (keyof Capabilities)[];

export const sourcesPage = (): string =>
  page(
    'Kinds of sources and what they prove',
    'The less a source tells of itself, the more is judged beside the book ([decision 6](../adr/0006-a-second-look.md)). `npx tape source list` and `GET /admin/sources` show the same, and the log of every sweep names what its source proves. How a source is described is in [the file of sources](sources-file.md).',
    table(
      ['it may prove', 'that is'],
      abilities.map((name) => [name, Capabilities.shape[name].description ?? '']),
    ),
    table(
      ['kind', ...abilities],
      kinds.map(({ name, capabilities }) => [code(name), ...abilities.map((ability) => capabilities[ability].proves)]),
    ),
    ...kinds.flatMap(({ name, summary, capabilities }) => [
      `## ${name}`,
      `${summary}.`,
      table(
        ['', 'proved', 'by'],
        abilities.map((ability) => [ability, capabilities[ability].proves, capabilities[ability].how]),
      ),
    ]),
  );
