/** Where a private apt keeps everything, so that the machine's own package state is neither read nor written. */
export type AptFolders = { root: string; architecture: string; asRoot: boolean };

/**
 * An apt configuration that keeps the machine's proxies and certificates but nothing else of it:
 * own sources, own lists and archives, an empty package database and none of the machine's hooks.
 */
export const aptConfig = ({ root, architecture, asRoot }: AptFolders): string =>
  [
    ...['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success', 'APT::Architectures'].map(
      (list) => `#clear ${list};`,
    ),
    `APT::Architecture "${architecture}";`,
    `APT::Architectures { "${architecture}"; };`,
    'APT::Install-Recommends "false";',
    'Acquire::Languages "none";',
    'Acquire::Retries "3";',
    // Otherwise an archive that cannot be reached is only a warning.
    'APT::Update::Error-Mode "any";',
    'Acquire::http::Timeout "20";',
    'Debug::NoLocking "1";',
    'Dir::Etc::sourcelist "/dev/null";',
    'Dir::Etc::preferences "/dev/null";',
    'Dir::Etc::preferencesparts "/dev/null";',
    `Dir::Etc::sourceparts "${root}/sources";`,
    `Dir::State "${root}/state";`,
    `Dir::State::lists "${root}/state/lists";`,
    `Dir::State::status "${root}/state/status";`,
    `Dir::Cache "${root}/cache";`,
    // Only root's apt drops its privileges, to a user who could not reach this folder.
    ...(asRoot ? ['APT::Sandbox::User "root";'] : []),
    '',
  ].join('\n');
