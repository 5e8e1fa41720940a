import { Module } from '@nestjs/common';
import { ReplaysController } from './replays.controller.js';
import { Replays } from './replays.js';

@Module({ controllers: [ReplaysController], providers: [Replays] })
export class ReplaysModule {}
