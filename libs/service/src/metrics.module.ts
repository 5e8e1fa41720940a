import { Controller, Get, Header, Module, type OnModuleInit } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { metrics } from '@tickettape/telemetry';
import { collectDefaultMetrics, register } from 'prom-client';
import { getHeapStatistics } from 'node:v8';

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('content-type', register.contentType) // OpenMetrics, which carries exemplars
  scrape(): Promise<string> {
    return register.metrics();
  }
}

@Module({ controllers: [MetricsController] })
export class MetricsModule implements OnModuleInit {
  onModuleInit() {
    if (!register.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics();
    metrics.process_heap_limit_bytes.set(getHeapStatistics().heap_size_limit);
  }
}
