import { Module } from '@nestjs/common';
import { WebhooksClient } from './webhooks.client.js';

@Module({ providers: [WebhooksClient], exports: [WebhooksClient] })
export class WebhookSendingModule {}
