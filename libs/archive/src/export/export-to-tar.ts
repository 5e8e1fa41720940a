import { rm, stat } from 'node:fs/promises';
import { AppError } from '@tickettape/errors';
import type { Tape } from '@tickettape/jetstream';
import type { Manifest } from '../format/manifest.js';
import { packTar } from '../format/tar.js';
import { exportTape, type ExportSettings } from './export-tape.js';

/**
 * Exports into one tar file. The segments are collected in `<file>.parts`, where `resume` goes on, and are removed when they are packed.
 * Throws what `exportTape` throws, and ARCHIVE_EXISTS where the file is there already.
 */
export const exportToTar = async (tape: Tape, file: string, settings: Omit<ExportSettings, 'folder'>): Promise<Manifest> => {
  if (await stat(file).catch(() => null))
    throw new AppError('ARCHIVE_EXISTS', {
      detail: `${file} is there already`,
      fix: 'Take another name; only a folder can be brought up to date',
    });
  const folder = `${file}.parts`;
  const manifest = await exportTape(tape, { ...settings, folder });
  await packTar(folder, file);
  await rm(folder, { recursive: true });
  return manifest;
};
