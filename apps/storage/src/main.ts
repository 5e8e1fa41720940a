import { readConfig } from '@tickettape/config';
import { startService } from '@tickettape/service';
import { StorageConfig } from './config.js';
import { StorageModule } from './storage.module.js';

const config = readConfig(StorageConfig, process.env);
await startService({ name: 'storage', module: StorageModule.forRoot(config), config });
