import { Controller, Get, Header, Res } from '@nestjs/common';
import { Health, metrics } from '@seatkeeper/service';
import type { FastifyReply } from 'fastify';

@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('health/live')
  live(): { ok: true } {
    return { ok: true };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) response: FastifyReply) {
    const report = await this.health.check();
    void response.status(report.ok ? 200 : 503);
    return report;
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return metrics.render();
  }
}
