import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { Fault } from '@seatkeeper/contracts';
import { Health, isWithin, metrics, SETTINGS, type SettingsOf } from '@seatkeeper/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { gatewaySettings } from '../settings.js';

@Controller()
export class HealthController {
  constructor(
    private readonly health: Health,
    @Inject(SETTINGS)
    private readonly settings: Pick<SettingsOf<typeof gatewaySettings>, 'METRICS_NETWORKS'>,
  ) {}

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

  /** They name every call and how often it fails, and lie on the port that everybody reaches. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(@Req() request: FastifyRequest): Promise<string> {
    if (!isWithin(request.ip, this.settings.METRICS_NETWORKS))
      throw new Fault('not-found', 'There is nothing at this address.');
    return metrics.render();
  }
}
