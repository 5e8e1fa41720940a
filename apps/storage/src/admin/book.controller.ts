import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Token } from '@tickettape/contracts';
import { z } from 'zod';
import { BookView } from '../books/book-view.js';
import { Books } from '../books/books.js';

const Instant = z.iso.datetime({ offset: true }).optional().meta({ id: 'Instant', description: 'Default: as it is now' });

@ApiTags('books')
@Controller('admin/books')
export class BookController {
  constructor(private readonly books: Books) {}

  @Get(':source/:eventId')
  @ApiOperation({ summary: 'One book with its listings, as it is or as it was at an instant' })
  @ApiQuery({ name: 'at', required: false, description: 'ISO 8601 instant, e.g. 2026-11-21T12:00:00Z' })
  @ApiOkResponse({ standardSchema: BookView })
  book(
    @Param('source', { schema: Token }) source: string,
    @Param('eventId', { schema: Token }) eventId: string,
    @Query('at', { schema: Instant }) at: string | undefined,
  ): Promise<BookView> {
    return at === undefined ? this.books.live({ source, eventId }) : this.books.at({ source, eventId }, at);
  }
}
