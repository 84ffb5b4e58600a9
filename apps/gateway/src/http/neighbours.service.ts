import { Injectable } from '@nestjs/common';
import { Bus } from '@seatkeeper/bus';
import { DISPENSABLE_SERVICES, ownerOf, requests } from '@seatkeeper/contracts';
import { Health } from '@seatkeeper/service';

/** The gateway answers little by itself: it is ready when each service that its calls cannot do without takes requests. */
@Injectable()
export class NeighboursService {
  constructor(bus: Bus, health: Health) {
    for (const service of new Set(requests.map(ownerOf)))
      if (!DISPENSABLE_SERVICES.includes(service)) health.add(service, () => bus.checkAnswered(service));
  }
}
