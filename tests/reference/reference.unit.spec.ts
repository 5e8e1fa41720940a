import { errorCodes } from '@tickettape/errors';
import { metricDeclarations } from '@tickettape/telemetry';
import { describe, expect, it } from 'vitest';
import { commandLinePage } from './command-line-page.js';
import { configurationPage } from './configuration-page.js';
import { asyncApi, factsPage } from './facts-pages.js';
import { code, page, table } from './markdown.js';
import { sourcesFileSchema } from '../../apps/collector/src/sources/configuration/sources-file.js';
import { sourcesFilePage } from './sources-file-page.js';
import { networkPage } from './network-page.js';
import { sourcesPage } from './sources-page.js';

const pages = '../../docs/reference';

const errorsPage = () =>
  page(
    'Errors',
    'The kind decides what follows: `invalid` will never work (buried at once, HTTP 4xx, warning), `unavailable` may work later (retried, 503, warning), `bug` is ours (retried, then buried, 500, error).',
    table(
      ['code', 'kind', 'means', 'what to do'],
      Object.entries(errorCodes).map(([name, { kind, message, fix }]) => [code(name), kind, message, fix]),
    ),
  );

const metricsPage = () =>
  page(
    'Metrics',
    'Served by every service at `/metrics`, beside the Node.js process metrics of prom-client. Labels hold bounded sets only: never subjects, events or ids.',
    table(
      ['metric', 'type', 'labels', 'meaning'],
      Object.entries(metricDeclarations).map(([name, metric]) => [
        code(name),
        metric.type,
        'labels' in metric ? metric.labels.map(code).join(', ') : '',
        metric.help,
      ]),
    ),
  );

describe('the reference says what the code says', () => {
  it('errors', () => expect(errorsPage()).toMatchFileSnapshot(`${pages}/errors.md`));
  it('metrics', () => expect(metricsPage()).toMatchFileSnapshot(`${pages}/metrics.md`));
  it('facts', () => expect(factsPage()).toMatchFileSnapshot(`${pages}/facts.md`));
  it('sources', () => expect(sourcesPage()).toMatchFileSnapshot(`${pages}/sources.md`));
  it('the file of sources', () => expect(sourcesFilePage()).toMatchFileSnapshot(`${pages}/sources-file.md`));
  it('the schema of the file of sources', () =>
    expect(`${JSON.stringify(sourcesFileSchema(), null, 2)}\n`).toMatchFileSnapshot(`${pages}/sources.schema.json`));
  it('configuration', () => expect(configurationPage()).toMatchFileSnapshot(`${pages}/configuration.md`));
  it('command line', () => expect(commandLinePage()).toMatchFileSnapshot(`${pages}/cli.md`));
  it('network', async () => expect(await networkPage()).toMatchFileSnapshot(`${pages}/network.md`));
  it('AsyncAPI', () => expect(asyncApi()).toMatchFileSnapshot(`${pages}/asyncapi.json`));
});
