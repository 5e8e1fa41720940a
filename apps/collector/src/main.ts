import { readConfig } from '@tickettape/config';
import { startService } from '@tickettape/service';
import { CollectorModule } from './collector.module.js';
import { CollectorConfig } from './config.js';

const config = readConfig(CollectorConfig, process.env);

await startService({ name: 'collector', module: CollectorModule.forRoot(config), config });
