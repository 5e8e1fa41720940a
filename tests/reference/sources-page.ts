import { Capabilities } from '../../apps/collector/dist/sources/capabilities.js';
import { stubHubProCapabilities } from '../../apps/collector/dist/sources/stubhub-pro/capabilities.js';
import { code, page, table } from './markdown.js';

const sources: Readonly<Record<string, Capabilities>> = { stubhub: stubHubProCapabilities };
const abilities = Object.keys(Capabilities.shape) as (keyof Capabilities)[];

export const sourcesPage = (): string =>
  page(
    'Sources and what they prove',
    'The less a source tells of itself, the more is judged beside the book ([decision 6](../adr/0006-a-second-look.md)). `GET /admin/sources` shows the same, and the log of every sweep names what its source proves.',
    table(
      ['it may prove', 'that is'],
      abilities.map((name) => [name, Capabilities.shape[name].description ?? '']),
    ),
    table(
      ['source', ...abilities],
      Object.entries(sources).map(([name, capabilities]) => [code(name), ...abilities.map((ability) => capabilities[ability].proves)]),
    ),
    ...Object.entries(sources).flatMap(([name, capabilities]) => [
      `## ${name}`,
      table(
        ['', 'proved', 'by'],
        abilities.map((ability) => [ability, capabilities[ability].proves, capabilities[ability].how]),
      ),
    ]),
  );
