import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SweepSchedule } from '../schedule/sweep-schedule.js';
import { sweepOf, Sweeps } from './sweeps.schema.js';

@ApiTags('sweeps')
@Controller('admin/schedule')
export class ScheduleController {
  constructor(private readonly schedule: SweepSchedule) {}

  @Get()
  @ApiOperation({ summary: 'Which event is swept when, and why then' })
  @ApiOkResponse({ standardSchema: Sweeps })
  async list(): Promise<Sweeps> {
    return { sweeps: (await this.schedule.list()).map(sweepOf) };
  }
}
