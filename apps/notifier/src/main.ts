import { readConfig } from '@tickettape/config';
import { startService } from '@tickettape/service';
import { NotifierConfig } from './config.js';
import { NotifierModule } from './notifier.module.js';

const config = readConfig(NotifierConfig, process.env);
await startService({ name: 'notifier', module: NotifierModule.forRoot(config), config });
