import { Inject, Injectable } from '@nestjs/common';
import { type JobData, sendWebhooks } from '@seatkeeper/contracts';
import { type Outcome, Process } from '@seatkeeper/jobs';
import { LeaseLost } from '@seatkeeper/mongo';
import { Clock, crash, logger, SETTINGS } from '@seatkeeper/service';
import { ended } from '../attempts/attempts.js';
import type { NotificationsSettings } from '../settings.js';
import type { StoredEndpoint } from '../webhook-endpoints/webhook-endpoints.schema.js';
import { WebhookReceiversService } from '../webhook-endpoints/webhook-receivers.service.js';
import { WebhookSecretsService } from '../webhook-endpoints/webhook-secrets.service.js';
import { sign } from '../webhook-sending/signatures.js';
import { type SendOutcome, WebhooksClient } from '../webhook-sending/webhooks.client.js';
import { AccountShares } from './account-shares.js';
import { isExhausted, note, triedSince } from './webhook-deliveries.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import type { StoredWebhook } from './webhook-deliveries.schema.js';

/** Endpoints that one process sends to at the same time; most of the time it waits for their answers. */
const ENDPOINTS_AT_ONCE = 64;
/** How many of them may be of one account. */
const OF_ACCOUNT = 4;
/** Messages that one endpoint gets at the same time. */
const AT_ONCE = 10;
const SHARE_PAUSE_MS = 250;
/** Nothing goes out unsigned: it waits for the key that opens the secret, or for a new secret. */
const WITHOUT_SECRET_MS = 60_000;

/**
 * Sends what is due to one endpoint. Each endpoint has one place in the queue, however much waits for it, so a receiver that
 * hangs holds up what is its own. Between its yes and the note of it lies the one gap that nothing can close: a
 * process that dies there sends the message again, under the same id.
 */
@Injectable()
export class WebhookDeliveriesWorker {
  private readonly log = logger('webhooks');
  private readonly shares = new AccountShares(OF_ACCOUNT);

  constructor(
    private readonly webhooks: WebhookDeliveriesRepository,
    private readonly receivers: WebhookReceiversService,
    private readonly secrets: WebhookSecretsService,
    private readonly client: WebhooksClient,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: NotificationsSettings,
  ) {}

  @Process(sendWebhooks, { concurrency: ENDPOINTS_AT_ONCE })
  async send({ accountId, endpointId }: JobData<typeof sendWebhooks>): Promise<Outcome> {
    if (!this.shares.take(accountId)) return { againInMs: SHARE_PAUSE_MS * (1 + Math.random()) };
    try {
      return await this.turn(accountId, endpointId);
    } finally {
      this.shares.giveBack(accountId);
    }
  }

  private async turn(accountId: string, endpointId: string): Promise<Outcome> {
    // Before the look: what comes after it may be for an endpoint that is enabled again.
    const now = this.clock.now();
    const endpoint = await this.receivers.find(accountId, endpointId);
    if (endpoint?.state !== 'enabled') {
      const isMore = await this.webhooks.cancelWaiting(accountId, endpointId, now, this.keptDays);
      return isMore ? 'again' : undefined;
    }
    const due = await this.webhooks.due(accountId, endpointId, now, AT_ONCE);
    if (due.length === 0) return;
    const secrets = await this.secrets.open(endpoint, now);
    if (secrets.length === 0) return { againInMs: WITHOUT_SECRET_MS };
    await Promise.all(due.map(({ _id }) => this.one(endpoint, secrets, _id)));
    return 'again';
  }

  private async one(endpoint: StoredEndpoint, secrets: readonly string[], id: string): Promise<void> {
    const held = await this.webhooks.take(endpoint.accountId, id, this.clock.now());
    if (!held) return;
    try {
      await this.webhooks.whileHeld(
        held,
        () => this.clock.now(),
        () => this.attempt(endpoint, secrets, held),
      );
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.log.warn('A webhook has gone to somebody else', { ...named(held), error });
    }
  }

  private async attempt(
    endpoint: StoredEndpoint,
    secrets: readonly string[],
    held: StoredWebhook,
  ): Promise<void> {
    if (isExhausted(held)) return this.giveUp(held);
    const signed = sign({ id: held.messageId, body: held.body }, secrets, this.clock.now());
    crash('notifications.webhooks.beforeSend');
    const outcome = await this.client.send(endpoint.url, held.body, signed);
    crash('notifications.webhooks.afterSend');
    const now = this.clock.now();
    const how = { random: Math.random, keptDays: this.keptDays };
    const after = await this.webhooks.settle(held, (current) =>
      note(current, held.lease?.fence, outcome, now, how),
    );
    crash('notifications.webhooks.afterNote');
    this.tell(held, outcome);
    await this.judge(endpoint, outcome, after, now);
  }

  /** What the answer says of the endpoint. */
  private async judge(
    endpoint: StoredEndpoint,
    { kind }: SendOutcome,
    after: StoredWebhook | null,
    at: Date,
  ): Promise<void> {
    if (kind === 'sent') return this.receivers.arrived(endpoint);
    if (kind === 'gone') return void (await this.receivers.gone(endpoint));
    await this.receivers.failed(endpoint, at);
    if (after?.state === 'failed') await this.receivers.gaveUp(endpoint, triedSince(after));
  }

  /** Every attempt ended before it could be noted: it may be what ends the process. */
  private async giveUp(held: StoredWebhook): Promise<void> {
    await this.webhooks.settle(held, (current) =>
      current.lease?.fence === held.lease?.fence
        ? { update: ended('failed', this.clock.now(), this.keptDays), events: [] }
        : null,
    );
    this.log.error('No attempt to send a webhook came to an end', named(held));
  }

  private tell(held: StoredWebhook, { kind, status, ms }: SendOutcome): void {
    const said = { ...named(held), attempt: held.attempts, outcome: kind, status, ms };
    if (kind === 'sent') this.log.info('A receiver took a webhook', said);
    else this.log.warn('A receiver did not take a webhook', said);
  }

  private get keptDays(): number {
    return this.settings.WEBHOOK_DELIVERIES_KEPT_DAYS;
  }
}

/** Neither the address nor the answer: the log is read by more people than the endpoint is administered by. */
const named = ({ _id, accountId, endpointId, type }: StoredWebhook) => ({
  delivery: _id,
  accountId,
  endpoint: endpointId,
  type,
});
