/** What to take from which suite of Debian, and how to make it run away from home. */
export type Recipe = {
  /** Names the cached folder; raise its number when the recipe changes. */
  id: string;
  title: string;
  suite: string;
  packages: readonly string[];
  /** Without its dependencies a program uses the machine's libraries. */
  withDependencies: boolean;
  /** The folder of programs that must find the C library and the others beside them, not the machine's older ones. */
  relocated: string | null;
  /** Libraries that look for others in a folder of their own, below the folder of all libraries; they are made to look beside them. */
  nested?: { libraries: readonly string[]; folder: string };
  /** Asked for its version before the folder is used. */
  probe: string;
  /** How it is asked; by default `--version`. */
  probeArgs?: readonly string[];
};

/** A single program that needs nothing but a C library of 2021 (glibc 2.34). Debian 12's 2.9 and 13's 2.10 lack what the tape needs. */
export const natsRecipe: Recipe = {
  id: 'nats-server-sid-1',
  title: 'NATS server',
  suite: 'sid',
  packages: ['nats-server'],
  withDependencies: false,
  relocated: null,
  probe: 'usr/sbin/nats-server',
};

const postgresBin = 'usr/lib/postgresql/17/bin';

export const timescaleRecipe: Recipe = {
  id: 'timescaledb-pg17-trixie-1',
  title: 'PostgreSQL 17 with TimescaleDB',
  suite: 'trixie',
  packages: ['postgresql-17-timescaledb', 'patchelf'],
  withDependencies: true,
  relocated: postgresBin,
  probe: `${postgresBin}/postgres`,
};

const chromiumFolder = 'usr/lib/chromium';

/** The browser without a window: half of Chromium's size, and all that a page needs to be read. */
export const chromiumRecipe: Recipe = {
  id: 'chromium-headless-shell-bookworm-1',
  title: 'Chromium',
  suite: 'bookworm',
  packages: ['chromium-headless-shell', 'fonts-dejavu-core', 'patchelf'],
  withDependencies: true,
  relocated: chromiumFolder,
  nested: { libraries: ['libpulse.so.0'], folder: 'pulseaudio' },
  probe: `${chromiumFolder}/chromium-headless-shell`,
};

/** Prometheus with promtool and amtool, static but for a C library of 2021: what checks the rules and the dashboards. */
export const prometheusRecipe: Recipe = {
  id: 'prometheus-trixie-2',
  title: 'Prometheus',
  suite: 'trixie',
  packages: ['prometheus', 'promtool', 'prometheus-alertmanager'],
  withDependencies: false,
  relocated: null,
  probe: 'usr/bin/prometheus',
};

/** kubectl with kustomize in it: what builds and checks the manifests. */
export const kubectlRecipe: Recipe = {
  id: 'kubectl-trixie-1',
  title: 'kubectl',
  suite: 'trixie',
  packages: ['kubectl'],
  withDependencies: false,
  relocated: null,
  probe: 'usr/bin/kubectl',
  probeArgs: ['version', '--client'],
};
