import {
  itFindsUsersAsContracted,
  itKeepsTheContractsOfReassignment,
  type TestService,
} from '@seatkeeper/testing';
import { newId } from '@seatkeeper/service';
import {
  reassignmentService,
  type ReassignmentWorld,
  reassignmentWorld,
} from '../testing/reassignment-world.js';

let world: ReassignmentWorld;
let service: TestService;

beforeAll(async () => {
  world = await reassignmentWorld();
  service = await reassignmentService(world.world);
});
afterAll(async () => {
  await service.close();
  await world.close();
});

itKeepsTheContractsOfReassignment(() => ({
  ask: (contract, input) => world.peer.bus.request(contract, input),
}));

describe('who stands in for identity', () => {
  itFindsUsersAsContracted(() => ({
    ask: (contract, input) => service.bus.request(contract, input),
    firm: async () => {
      const accountId = newId('acc');
      return {
        accountId,
        active: world.people.add(accountId),
        invited: world.people.add(accountId, 'invited'),
      };
    },
  }));
});
