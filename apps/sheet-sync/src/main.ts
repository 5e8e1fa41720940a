import { readConfig } from '@tickettape/config';
import { startService } from '@tickettape/service';
import { SheetSyncConfig } from './config.js';
import { SheetSyncModule } from './sheet-sync.module.js';

const config = readConfig(SheetSyncConfig, process.env);
await startService({ name: 'sheet-sync', module: SheetSyncModule.forRoot(config), config });
