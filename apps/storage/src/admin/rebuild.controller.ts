import { Comparison, Dropped, NotLive, Switched, type RebuildStatus } from '@tickettape/admin-answers';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { comparisonOf } from '../life-cycle/comparison.js';
import { LifeCycle } from '../life-cycle/life-cycle.js';
import { acceptableObjections } from '../life-cycle/objections.js';
import { schemaInstant } from '../life-cycle/schema-names.js';

const SwitchRequest = z
  .object({ accept: z.array(z.enum(acceptableObjections)).default([]).describe('Objections that are overruled') })
  .meta({ id: 'SwitchRequest' });
type SwitchRequest = z.output<typeof SwitchRequest>;

const DropRequest = z.object({ tables: z.enum(['rebuild', 'retired']) }).meta({ id: 'DropRequest' });
type DropRequest = z.output<typeof DropRequest>;

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
