import { itFindsUsersAsContracted, itKeepsTheContractsOfReassignment } from '@seatkeeper/testing';
import { newId } from '@seatkeeper/service';
import { type ReassignmentStage, reassignmentStage } from '../testing/reassignment-stage.js';

let stage: ReassignmentStage;

beforeAll(async () => {
  stage = await reassignmentStage();
});
afterAll(() => stage.close());

itKeepsTheContractsOfReassignment(() => ({
  ask: (contract, input) => stage.peer.bus.request(contract, input),
}));

describe('who stands in for identity', () => {
  itFindsUsersAsContracted(() => ({
    ask: (contract, input) => stage.service.bus.request(contract, input),
    firm: async () => {
      const accountId = newId('acc');
      return {
        accountId,
        active: stage.people.add(accountId),
        invited: stage.people.add(accountId, 'invited'),
      };
    },
  }));
});
