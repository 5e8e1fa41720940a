import { startService } from '@tickettape/service';
import { NotifierModule } from './notifier.module.js';
import { NotifierConfig } from './config.js';

await startService({ name: 'notifier', schema: NotifierConfig, module: (config) => NotifierModule.forRoot(config) });
