import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import {
  type Caller,
  callsForbidden,
  type EndpointContract,
  type Fault,
  userActor,
} from '@seatkeeper/contracts';
import { Clock, Repeater, SecurityTrail, Shutdown, type Tally } from '@seatkeeper/service';
import type { FastifyRequest } from 'fastify';
import { originOf } from './origins.js';

/**
 * Refusals for want of a permission, whichever service refused: they are logged one by one, and told on the bus counted,
 * so that nobody who is refused often enough can flood it.
 */
@Injectable()
export class TrailService {
  private readonly trail: SecurityTrail;

  constructor(
    private readonly bus: Bus,
    clock: Clock,
    repeater: Repeater,
    shutdown: Shutdown,
  ) {
    const keep = (tally: Tally) => this.publish(tally);
    this.trail = new SecurityTrail({ name: 'trail of refusals', clock, repeater, shutdown, keep });
  }

  forbidden(fault: Fault, request: FastifyRequest): void {
    const caller = request.user as Caller | undefined;
    const permission = fault.members?.['permission'];
    const { endpoint } = request.routeOptions.config as { endpoint?: EndpointContract };
    this.trail.note('forbidden', {
      // Of the account whose user it is: there is somebody who can ask them.
      accountId: caller?.homeAccountId ?? caller?.accountId,
      userId: caller?.userId,
      ...originOf(request),
      endpoint: endpoint?.id,
      ...(typeof permission === 'string' && { permission }),
    });
  }

  /** Tells at once what has been counted. */
  flush(): Promise<void> {
    return this.trail.flush();
  }

  private publish({ id, accountId, userId = '', ...tally }: Tally): Promise<void> {
    const { from, until, firstAt, lastAt, count, firstAddress, lastAddress, client } = tally;
    const data = callsForbidden.data.parse({
      accountId,
      actor: userActor(userId),
      userId,
      from: from.toISOString(),
      until: until.toISOString(),
      count,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
      firstAddress,
      lastAddress,
      client,
    });
    return this.bus.publish([{ id, name: callsForbidden.name, at: lastAt, subject: userId, data }]);
  }
}
