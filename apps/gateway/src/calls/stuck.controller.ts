import { Controller } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Hearer,
  HEARERS,
  listStuckEndpoint,
  listStuckInIdentity,
  listStuckInLicensing,
  listStuckInNotifications,
  listStuckInReassignment,
  nameAccounts,
  type StuckQuestion,
} from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { Endpoint } from '../http/endpoint.decorator.js';
import { unlessAway } from './unless-away.js';

const LISTED = 50;

const stuckIn: Readonly<Record<Hearer, StuckQuestion>> = {
  identity: listStuckInIdentity,
  licensing: listStuckInLicensing,
  notifications: listStuckInNotifications,
  reassignment: listStuckInReassignment,
};

/** Shows operators what does not get on. Each service tells of its own; one that does not answer hides none of the others. */
@Controller()
export class StuckController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(listStuckEndpoint)
  async listStuck({ query: { service, limit = LISTED } }: Call<typeof listStuckEndpoint>) {
    const asked = service === undefined ? HEARERS : [service];
    const answers = await Promise.all(
      asked.map(async (one) => ({
        service: one,
        told: await unlessAway(this.bus.request(stuckIn[one], { limit })),
      })),
    );
    const items = answers.flatMap(({ told }) => told?.items ?? []);
    const slugs = await this.slugsOf(items.flatMap(({ accountId }) => accountId ?? []));
    return {
      services: answers.map(({ service: one, told }) => ({
        service: one,
        listed: told?.items.length ?? null,
        more: told?.more ?? false,
      })),
      items: items.map((item) => ({ ...item, accountSlug: slugs.get(item.accountId ?? '') ?? null })),
    };
  }

  /** Without licensing, which knows them, ids have to do. */
  private async slugsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (accountIds.length === 0) return new Map();
    const named = await unlessAway(this.bus.request(nameAccounts, { accountIds: [...new Set(accountIds)] }));
    return new Map((named?.items ?? []).map(({ id, slug }) => [id, slug]));
  }
}
