import { startService } from '@tickettape/service';
import { SheetSyncModule } from './sheet-sync.module.js';
import { SheetSyncConfig } from './config.js';

await startService({ name: 'sheet-sync', schema: SheetSyncConfig, module: (config) => SheetSyncModule.forRoot(config) });
