import { Module } from '@nestjs/common';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookReceiversService } from './webhook-receivers.service.js';
import { WebhookSecretsService } from './webhook-secrets.service.js';

@Module({
  providers: [
    WebhookEndpointsRepository,
    WebhookEndpointsService,
    WebhookReceiversService,
    WebhookSecretsService,
  ],
  exports: [WebhookReceiversService, WebhookSecretsService],
})
export class WebhookEndpointsModule {}
