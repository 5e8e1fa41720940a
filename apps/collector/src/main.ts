import { startService } from '@tickettape/service';
import { CollectorModule } from './collector.module.js';
import { CollectorConfig } from './config.js';

await startService({ name: 'collector', schema: CollectorConfig, module: (config) => CollectorModule.forRoot(config) });
