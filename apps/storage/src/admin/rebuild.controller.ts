import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Comparison, comparisonOf } from '../life-cycle/comparison.js';
import { LifeCycle } from '../life-cycle/life-cycle.js';
import { acceptableObjections } from '../life-cycle/objections.js';
import { RebuildStatus } from '../life-cycle/rebuild-status.js';
import { schemaInstant } from '../life-cycle/schema-names.js';

const NotLive = z
  .object({
    rebuild: RebuildStatus.nullable(),
    retired: z.array(z.object({ schema: z.string(), since: z.iso.datetime() })).describe('Tables that were live, until they are dropped'),
  })
  .meta({ id: 'NotLive' });
type NotLive = z.output<typeof NotLive>;

const SwitchRequest = z
  .object({ accept: z.array(z.enum(acceptableObjections)).default([]).describe('Objections that are overruled') })
  .meta({ id: 'SwitchRequest' });
type SwitchRequest = z.output<typeof SwitchRequest>;

const Switched = z
  .object({
    schema: z.string().describe('Where the live tables were built'),
    retired: z.string().describe('Where those are now that were live'),
    pausedMs: z.int().describe('How long nothing was written'),
  })
  .meta({ id: 'Switched' });
type Switched = z.output<typeof Switched>;

const DropRequest = z.object({ tables: z.enum(['rebuild', 'retired']) }).meta({ id: 'DropRequest' });
type DropRequest = z.output<typeof DropRequest>;

const Dropped = z.object({ schemas: z.array(z.string()) }).meta({ id: 'Dropped' });
type Dropped = z.output<typeof Dropped>;

@ApiTags('projections')
@Controller('admin/rebuild')
export class RebuildController {
  constructor(private readonly lifeCycle: LifeCycle) {}

  @Get()
  @ApiOperation({ summary: 'The tables that are built beside the live ones, and those that were live' })
  @ApiOkResponse({ standardSchema: NotLive })
  async show(): Promise<NotLive> {
    const retired = (await this.lifeCycle.retired()).map((schema) => ({ schema, since: schemaInstant(schema) }));
    return { rebuild: await this.lifeCycle.status(), retired };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Begins to build all tables anew, beside the live ones, from the start of the streams' })
  begin(): Promise<RebuildStatus> {
    return this.lifeCycle.begin();
  }

  @Get('comparison')
  @ApiOperation({ summary: 'Compares the rebuild and the live tables with the tape and with each other, book by book' })
  @ApiOkResponse({ standardSchema: Comparison })
  async compare(): Promise<Comparison> {
    return comparisonOf(await this.lifeCycle.compare());
  }

  @Post('switch')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts the rebuild in the place of the live tables, in one transaction' })
  @ApiOkResponse({ standardSchema: Switched })
  switch(@Body({ schema: SwitchRequest }) { accept }: SwitchRequest): Promise<Switched> {
    return this.lifeCycle.switch(accept);
  }

  @Post('drop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Removes the rebuild, or the tables that were live' })
  @ApiOkResponse({ standardSchema: Dropped })
  async drop(@Body({ schema: DropRequest }) { tables }: DropRequest): Promise<Dropped> {
    return { schemas: await this.lifeCycle.drop(tables) };
  }
}
