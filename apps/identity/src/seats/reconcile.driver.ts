import { Injectable } from '@nestjs/common';
import { logger, metrics } from '@seatkeeper/service';
import { Drives } from '../flows/drives.js';
import type { FlowRun } from '../flows/flow-run.js';
import { isRefusal } from '../flows/flows.js';
import { seatsOf } from '../users/users.js';
import { SeatDifferencesRepository } from './seat-differences.repository.js';
import { SeatsClient } from './seats.client.js';

const log = logger('reconciliation');
export const repairs = metrics.counter(
  'reconciliation_repairs_total',
  'Seats freed, claimed or sought in vain',
  ['repair'],
);

/** Makes one seat of one user agree with the user, while no other flow can change the user. */
@Injectable()
@Drives('reconcile')
export class ReconcileDriver {
  constructor(
    private readonly seats: SeatsClient,
    private readonly differences: SeatDifferencesRepository,
  ) {}

  async drive(run: FlowRun<'reconcile'>): Promise<void> {
    const { product } = run.flow.input;
    const { accountId, _id: userId, status } = run.user;
    const said = { accountId, userId, status, product };
    const agree = seatsOf(run.user).includes(product)
      ? await this.claim(run, said)
      : await this.free(run, said);
    if (agree) await this.differences.settle(accountId, userId, product);
    await run.end();
  }

  private async free(run: FlowRun<'reconcile'>, said: Record<string, unknown>): Promise<boolean> {
    if ((await this.seats.free(run, [run.flow.input.product])) > 0) {
      log.warn('Freed a seat that a user should not hold', said);
      repairs.inc({ repair: 'freed' });
    }
    return true;
  }

  /** False when no seat can be had. */
  private async claim(run: FlowRun<'reconcile'>, said: Record<string, unknown>): Promise<boolean> {
    const { input, startedAt } = run.flow;
    try {
      const seats = await this.seats.claim(run, [input.product]);
      // An older seat was there all along: the comparison had read the user after it, or the seats before it.
      if (!seats.some(({ since }) => new Date(since) >= startedAt)) return true;
      log.warn('Claimed a seat that a user should hold', said);
      repairs.inc({ repair: 'claimed' });
      return true;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.error('A user should hold a seat, and none can be had', { ...said, code: error.code });
      repairs.inc({ repair: 'impossible' });
      return false;
    }
  }
}
