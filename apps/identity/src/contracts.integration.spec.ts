import { revokeInvitation } from '@seatkeeper/contracts';
import {
  itFindsUsersAsContracted,
  itGivesInvitationLinksAsContracted,
  itKeepsTheContractsOfLicensing,
  itKeepsTheContractsOfReassignment,
} from '@seatkeeper/testing';
import { type Firm, type Stage, startStage } from '../testing/stage.js';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

itFindsUsersAsContracted(() => ({
  ask: stage.ask,
  firm: async () => {
    const firm = await stage.signUp();
    return { accountId: firm.accountId, active: firm.admin, invited: await firm.invite('ann') };
  },
}));

itGivesInvitationLinksAsContracted(() => {
  const firms = new Map<string, Firm>();
  return {
    ask: stage.ask,
    invitation: async () => {
      const firm = await stage.signUp();
      firms.set(firm.accountId, firm);
      const { id: userId, email, invitation } = await firm.invite('ann');
      return { accountId: firm.accountId, userId, invitationId: invitation?.id ?? '', sendTo: email };
    },
    close: async ({ accountId, userId }) => {
      const firm = firms.get(accountId);
      if (firm) await stage.ask(revokeInvitation, { accountId, by: firm.by, userId });
    },
  };
});

describe('who stands in for the neighbours of identity', () => {
  itKeepsTheContractsOfLicensing(() => {
    stage.licensing.trialSeats = 0;
    return {
      ask: stage.ask,
      sell: (accountId, product, quantity) => stage.licensing.purchase(accountId, product, quantity),
    };
  });
  itKeepsTheContractsOfReassignment(() => ({ ask: stage.ask }));
});
