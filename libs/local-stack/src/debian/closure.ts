/** A package at the version apt chose. */
export type PackageVersion = { name: string; version: string };

/**
 * What Debian's maintainer scripts and a just-in-time compiler need, and a private server does not.
 * Half of the download: LLVM, perl and the locales are larger than PostgreSQL.
 */
const notNeeded = /^(libllvm|libz3|perl|libperl|lib.*-perl$|locales$|libc-l10n$|openssl$|passwd$|adduser$|procps$|debconf$|libdb5)/;

/** Reads the `Inst` lines of `apt-get --simulate install`: everything the packages need, without what we can do without. */
export const closureOf = (simulation: string): PackageVersion[] =>
  [...simulation.matchAll(/^Inst (\S+) \((\S+)/gm)]
    .map(([, name = '', version = '']) => ({ name, version }))
    .filter(({ name }) => !notNeeded.test(name));
