import { Controller, Get, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearnedPatterns } from '@tickettape/sampling';
import { Learning } from './learning.js';

@ApiTags('patterns')
@Controller('admin/patterns')
export class PatternsController {
  constructor(private readonly learning: Learning) {}

  @Get()
  @ApiOperation({ summary: 'When the books of every source change, as the collectors know it' })
  @ApiOkResponse({ standardSchema: LearnedPatterns })
  async list(): Promise<LearnedPatterns> {
    return { patterns: await this.learning.known() };
  }

  @Post('learn')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Learn anew at once, from what the tables hold' })
  @ApiOkResponse({ standardSchema: LearnedPatterns })
  async learn(): Promise<LearnedPatterns> {
    return { patterns: await this.learning.run() };
  }
}
