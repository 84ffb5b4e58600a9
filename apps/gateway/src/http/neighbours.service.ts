import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { ownerOf, requests } from '@seatkeeper/contracts';
import { Health } from '@seatkeeper/service';

/** Without notifications only the lists of mails are away: nothing else waits for it, and no call is to be refused for it. */
const DISPENSABLE: readonly string[] = ['notifications'];

/** The gateway answers little by itself: it is ready when each service that its calls cannot do without takes requests. */
@Injectable()
export class NeighboursService {
  constructor(bus: Bus, health: Health) {
    for (const service of new Set(requests.map(ownerOf)))
      if (!DISPENSABLE.includes(service)) health.add(service, () => bus.checkAnswered(service));
  }
}
