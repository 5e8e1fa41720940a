import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { tarFiles } from './tar.js';

/** The files of an archive, whether they lie in a folder or in one tar file. */
export type ArchiveFiles = {
  /** Where they lie, for a person. */
  path: string;
  /** Bytes of a file; null where there is none of that name. */
  size: (file: string) => Promise<number | null>;
  read: (file: string) => Readable;
};

/** A place where nothing is counts as an empty folder. */
export const openArchive = async (path: string): Promise<ArchiveFiles> => {
  const place = await stat(path).catch(() => null);
  return place?.isFile() ? tarFiles(path) : folderFiles(path);
};

const folderFiles = (path: string): ArchiveFiles => ({
  path,
  size: (file) =>
    stat(join(path, file)).then(
      ({ size }) => size,
      () => null,
    ),
  read: (file) => createReadStream(join(path, file)),
});
