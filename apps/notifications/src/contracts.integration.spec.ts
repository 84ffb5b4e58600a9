import { newId } from '@seatkeeper/service';
import { itGivesInvitationLinksAsContracted } from '@seatkeeper/testing';
import { PostOffice } from '../testing/post-office.js';

let office: PostOffice;

beforeAll(async () => {
  office = await PostOffice.open('smtp://127.0.0.1:9');
});
afterAll(() => office.close());

describe('who stands in for identity', () => {
  itGivesInvitationLinksAsContracted(() => ({
    ask: (contract, input) => office.services[0]!.bus.request(contract, input),
    invitation: async () => ({ accountId: newId('acc'), userId: newId('usr'), invitationId: newId('inv') }),
    close: async ({ invitationId }) => void office.peer.closed.add(invitationId),
  }));
});
