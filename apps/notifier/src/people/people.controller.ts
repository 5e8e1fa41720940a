import { TestResults } from '@tickettape/admin-answers';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JetStreamManager } from '@nats-io/jetstream';
import { DeliveryFact, Recipient, subjects, Token } from '@tickettape/contracts';
import { AppError } from '@tickettape/errors';
import { JSM } from '@tickettape/jetstream';
import { Inject } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Channels } from '../channels/channels.js';
import { testMessage } from '../channels/message.js';
import { readFacts } from '@tickettape/tape';
import { People } from './people.js';
import { activeAddresses, Person } from './person.js';

const NewPerson = Person.omit({ recipient: true, createdAt: true }).meta({ id: 'NewPerson' });
type NewPerson = z.output<typeof NewPerson>;

/** `null` takes a wish back. */
const ChangedPerson = z
  .object({
    ...Person.pick({ name: true, addresses: true }).partial().shape,
    locale: Person.shape.locale.unwrap().optional(),
    timeZone: Person.shape.timeZone.unwrap().optional(),
    quietHours: Person.shape.quietHours.nullable(),
    digest: Person.shape.digest.nullable(),
    cooldownSeconds: Person.shape.cooldownSeconds.nullable(),
    maxPerHour: Person.shape.maxPerHour.nullable(),
    escalation: Person.shape.escalation.nullable(),
    solves: Person.shape.solves.nullable(),
  })
  .meta({ id: 'ChangedPerson' });
type ChangedPerson = z.output<typeof ChangedPerson>;

const Mute = z
  .object({ until: z.iso.datetime().nullable().describe('null: no longer muted'), watchId: Token.optional().describe('Only this watch') })
  .meta({ id: 'Mute' });
type Mute = z.output<typeof Mute>;

/** Everything that is kept about a person, and what the tape holds under their id. */
const Exported = z.object({ person: Person, deliveries: z.array(DeliveryFact) }).meta({ id: 'ExportedPerson' });
type Exported = z.output<typeof Exported>;

const Erased = z.object({ recipient: Recipient, erased: z.literal(true) }).meta({ id: 'ErasedPerson' });

/** Reading concerns persons too: viewers may not. */
const forOperators = () => RouteConfig({ role: 'operator' });

@ApiTags('people')
@Controller('admin/people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly channels: Channels,
    @Inject(JSM) private readonly jsm: JetStreamManager,
  ) {}

  @Get()
  @forOperators()
  @ApiOperation({ summary: 'Everybody who can be told, by name' })
  @ApiOkResponse({ standardSchema: z.object({ people: z.array(Person) }) })
  async list(): Promise<{ people: Person[] }> {
    return { people: await this.people.list() };
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Add a person; the id they get is what watches name and all that the tape ever holds' })
  @ApiCreatedResponse({ standardSchema: Person })
  add(@Body({ schema: NewPerson }) person: NewPerson): Promise<Person> {
    return this.people.add(person);
  }

  @Patch(':recipient')
  @ApiOperation({ summary: 'Change what a person wishes or how they are reached; what is not named stays' })
  @ApiOkResponse({ standardSchema: Person })
  change(
    @Param('recipient', { schema: Recipient }) recipient: string,
    @Body({ schema: ChangedPerson }) changed: ChangedPerson,
  ): Promise<Person> {
    return this.people.change(recipient, (person) => Person.parse(without({ ...person, ...changed })));
  }

  @Get(':recipient/export')
  @forOperators()
  @ApiOperation({ summary: 'Everything that is kept about a person' })
  @ApiOkResponse({ standardSchema: Exported })
  async export(@Param('recipient', { schema: Recipient }) recipient: string): Promise<Exported> {
    const person = await this.people.get(recipient);
    const read = { stream: 'ALERTS', subject: subjects.delivery(recipient), from: 1, schema: DeliveryFact } as const;
    const placed = await Array.fromAsync(readFacts(this.jsm, read));
    return { person, deliveries: placed.flatMap(({ fact }) => fact ?? []) };
  }

  @Delete(':recipient')
  @ApiOperation({ summary: 'Erase a person; the tape keeps an id that says nothing any more' })
  @ApiOkResponse({ standardSchema: Erased })
  async erase(@Param('recipient', { schema: Recipient }) recipient: string): Promise<z.output<typeof Erased>> {
    await this.people.erase(recipient);
    return { recipient, erased: true };
  }

  @Post(':recipient/mute')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tell a person nothing until then, of one watch or of all' })
  @ApiOkResponse({ standardSchema: Person })
  mute(@Param('recipient', { schema: Recipient }) recipient: string, @Body({ schema: Mute }) mute: Mute): Promise<Person> {
    return this.people.mute(recipient, mute.until, mute.watchId);
  }

  @Post(':recipient/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a person a test message by each of their channels, once, and say what became of it' })
  @ApiOkResponse({ standardSchema: TestResults })
  async test(@Param('recipient', { schema: Recipient }) recipient: string): Promise<TestResults> {
    const addresses = activeAddresses(await this.people.get(recipient));
    return { results: await Promise.all(addresses.map((address) => this.try(address))) };
  }

  private async try(address: Person['addresses'][number]): Promise<TestResults['results'][number]> {
    const { channel } = address;
    try {
      await this.channels.send(testMessage(`test:${randomUUID()}:${channel}`), address);
      return { channel, outcome: 'sent', code: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { channel, outcome: 'failed', code: error.code };
    }
  }
}

const without = (changed: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null && value !== undefined));
