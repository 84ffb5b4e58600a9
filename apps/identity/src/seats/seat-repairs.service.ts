import { Injectable } from '@nestjs/common';
import { Fault, RECONCILIATION } from '@seatkeeper/contracts';
import { logger, newId } from '@seatkeeper/service';
import { newFlow } from '../flows/flows.js';
import { FlowsService } from '../flows/flows.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { repairs } from './reconcile.driver.js';
import { SeatDifferencesRepository } from './seat-differences.repository.js';
import { SeatsClient } from './seats.client.js';

const log = logger('reconciliation');
const by = RECONCILIATION;

/** Makes the seat of one product agree with one user. */
@Injectable()
export class SeatRepairsService {
  constructor(
    private readonly users: UsersRepository,
    private readonly flows: FlowsService,
    private readonly seats: SeatsClient,
    private readonly differences: SeatDifferencesRepository,
  ) {}

  /** False when the user was busy, so that the seat may be about to be right anyway. */
  async repair(accountId: string, userId: string, product: string): Promise<boolean> {
    const user = await this.users.find(accountId, userId);
    if (!user) {
      const freed = await this.seats.freeOfNobody(accountId, userId, by, [product]);
      if (freed > 0) {
        log.warn('Freed a seat of nobody', { accountId, userId, product });
        repairs.inc({ repair: 'freed-of-nobody' });
      }
      await this.differences.settle(accountId, userId, product);
      return true;
    }
    if (user.flow) return false;
    const id = newId('cmd');
    try {
      await this.flows.run({
        accountId,
        userId,
        id,
        kind: 'reconcile',
        begin: (_before, now) => ({
          flow: newFlow('reconcile', { id, step: 'compare', input: { product }, by, now }),
        }),
      });
      return true;
    } catch (error) {
      if (error instanceof Fault && error.code === 'user-busy') return false;
      throw error;
    }
  }
}
