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
    invitation: async () => {
      const invitation = office.invitation();
      office.know(invitation);
      const { accountId, userId, invitationId, sendTo } = invitation;
      return { accountId, userId, invitationId, sendTo };
    },
    close: async ({ invitationId }) => void office.peer.closed.add(invitationId),
  }));
});
