import { browserKind } from './browser/browser.js';
import { htmlKind } from './html/html.js';
import { jsonKind } from './json/json.js';
import type { SourceKind } from './kind.js';
import { munichKind } from './munich/kind.js';
import { stubHubCatalogKind } from './stubhub-catalog/kind.js';
import { stubHubProKind } from './stubhub-pro/kind.js';

/** Every kind of source there is, in the order of the reference. */
export const kinds: readonly [SourceKind, ...SourceKind[]] = [
  stubHubProKind,
  stubHubCatalogKind,
  munichKind,
  jsonKind,
  htmlKind,
  browserKind,
];
