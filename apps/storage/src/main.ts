import { startService } from '@tickettape/service';
import { StorageModule } from './storage.module.js';
import { StorageConfig } from './config.js';

await startService({ name: 'storage', schema: StorageConfig, module: (config) => StorageModule.forRoot(config) });
