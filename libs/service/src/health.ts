import { Controller, type DynamicModule, Get, HttpCode, Inject, Injectable, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, type HealthIndicatorFunction, HealthIndicatorService, TerminusModule } from '@nestjs/terminus';

export const HEALTH_PROBES = Symbol('HEALTH_PROBES');

/** One thing a service needs to do its work; `ping` rejects while it is not there. */
export type HealthProbe = { readonly name: string; readonly ping: () => Promise<unknown> };

@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  draining = false;

  beforeApplicationShutdown() {
    this.draining = true;
  }
}

/** Liveness asks nothing but the process, so that an outage of NATS or the database restarts nobody; readiness asks what the work needs; start-up asks that once. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly readiness: Readiness,
    @Inject(HEALTH_PROBES) private readonly probes: readonly HealthProbe[],
  ) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  private wasReady = false;

  /** Whether everything was there once; from then on it says yes, so that a start is not confused with a later outage. */
  @Get('started')
  @HttpCode(200)
  async started() {
    this.wasReady ||= (await this.ready()).status === 'ok';
    return { status: 'ok' };
  }

  @Get('ready')
  @HttpCode(200)
  @HealthCheck()
  ready() {
    return this.health.check([this.accepting, ...this.probes.map((probe) => this.indicate(probe))]);
  }

  private readonly accepting: HealthIndicatorFunction = () => {
    const check = this.indicator.check('accepting');
    return this.readiness.draining ? check.down() : check.up();
  };

  private indicate({ name, ping }: HealthProbe): HealthIndicatorFunction {
    return async () => {
      const check = this.indicator.check(name);
      return ping().then(
        () => check.up(),
        (error: Error) => check.down({ message: error.message }),
      );
    };
  }
}

type HealthSettings = {
  imports?: DynamicModule['imports'];
  inject?: unknown[];
  useFactory: (...dependencies: never[]) => HealthProbe[];
};

@Module({})
export class HealthModule {
  static forRoot({ imports = [], inject = [], useFactory }: HealthSettings): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false }), ...imports],
      controllers: [HealthController],
      providers: [Readiness, { provide: HEALTH_PROBES, inject: inject as never[], useFactory }],
    };
  }
}
