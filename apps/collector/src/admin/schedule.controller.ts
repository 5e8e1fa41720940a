import { Schedule } from '@tickettape/admin-answers';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SweepSchedule } from '../schedule/sweep-schedule.js';
import { Hosts } from './hosts.js';
import { sweepOf } from './sweep-of.js';

@ApiTags('sweeps')
@Controller('admin/schedule')
export class ScheduleController {
  constructor(
    private readonly schedule: SweepSchedule,
    private readonly hosts: Hosts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which event is swept when and why then, and how the budget of every host stands' })
  @ApiOkResponse({ standardSchema: Schedule })
  async list(): Promise<Schedule> {
    const [sweeps, hosts] = await Promise.all([this.schedule.list(), this.hosts.list()]);
    return { sweeps: sweeps.map(sweepOf), hosts };
  }
}
