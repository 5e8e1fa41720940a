import { realpath } from 'node:fs/promises';
import { currentOwner, dataFolder } from '@tickettape/local-stack';
import { clone } from '../run/programs.js';
import { readRunFile, type RunningSystem } from './run-file.js';

/** The system that `tape run` of this clone has started; null where none runs. */
export const findRunningSystem = async (env: Readonly<Record<string, string | undefined>>): Promise<RunningSystem | null> =>
  readRunFile(dataFolder(currentOwner(env), await realpath(clone)));
