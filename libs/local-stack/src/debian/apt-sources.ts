/** One entry of apt's configuration: where packages come from. Field names are those of sources.list(5). */
export type AptSource = {
  uris: string[];
  suites: string[];
  components: string[];
  /** `Signed-By`, `Trusted` and whatever else the machine says about this source. */
  options: Record<string, string>;
};

/** Reads the deb822 format (`*.sources`). Disabled entries and sources of source code are left out. */
export const parseDeb822 = (text: string): AptSource[] =>
  text
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
    .filter((fields) => words(fields['Types']).includes('deb') && fields['Enabled']?.toLowerCase() !== 'no')
    .map(({ Types: _types, Enabled: _enabled, URIs, Suites, Components, ...options }) => ({
      uris: words(URIs),
      suites: words(Suites),
      components: words(Components),
      options,
    }));

/** Reads the one-line format (`*.list`): `deb [option=value …] uri suite component …`. */
export const parseOneLine = (text: string): AptSource[] =>
  text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) return [];
    const [, options = '', uri = '', suite = '', components = ''] = match;
    return [{ uris: [uri], suites: [suite], components: words(components), options: optionsOf(options) }];
  });

const archiveSuites = new Set(['stable', 'testing', 'unstable', 'sid', 'bookworm', 'trixie', 'forky', 'duke']);

/**
 * The machine's own Debian archive, as a `*.sources` file that offers `suite` instead of the machine's release.
 * null when the machine has no source of Debian itself.
 */
export const sourcesForSuite = (sources: readonly AptSource[], suite: string): string | null => {
  const archives = sources.filter(
    ({ suites, components }) => suites.some((name) => archiveSuites.has(name)) && components.includes('main'),
  );
  // A third party may name its suite and component like Debian; the archive's own path ends in `debian`.
  const likely = archives.filter(({ uris }) => uris.some((uri) => /\/debian\/?$/.test(uri)));
  const chosen = likely.length > 0 ? likely : archives;
  return chosen.length === 0 ? null : chosen.map((source) => stanza(source, suite)).join('\n');
};

const stanza = ({ uris, options }: AptSource, suite: string): string =>
  Object.entries({ Types: 'deb', URIs: uris.join(' '), Suites: suite, Components: 'main', ...options })
    .map(([field, value]) => `${field}: ${value}\n`)
    .join('');

/** Continuation lines (an embedded key) stay as they are, so that they can be written back. */
const fieldsOf = (paragraph: string): Record<string, string> => {
  const lines = paragraph.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const fields = lines.join('\n').split(/\n(?=\S)/);
  return Object.fromEntries(
    fields.map((field) => /^([^:]+):\s*([^]*)$/.exec(field)).flatMap((match) => (match ? [[match[1], match[2]]] : [])),
  );
};

const deb822Names: Record<string, string> = { 'signed-by': 'Signed-By', trusted: 'Trusted', arch: 'Architectures' };

const optionsOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    words(text).flatMap((option) => {
      const [name = '', value = ''] = option.split('=');
      return name in deb822Names ? [[deb822Names[name], value.replaceAll(',', ' ')]] : [];
    }),
  );

const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean);
