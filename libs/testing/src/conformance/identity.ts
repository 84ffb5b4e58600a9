import { getInvitationLink, resolveUsers } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import type { Ask } from './asking.js';

/** A user as the stage has made it. */
interface Person {
  id: string;
  username: string;
}

interface PeopleStage {
  ask: Ask;
  /** An account with somebody active and somebody who is only invited. */
  firm(): Promise<{ accountId: string; active: Person; invited: Person }>;
}

/** What identity promises to who asks for the owners of records. */
export function itFindsUsersAsContracted(stage: () => PeopleStage): void {
  describe('finding users', () => {
    it('is by id or by username, in any case and each once, with status and name', async () => {
      const { ask, firm } = stage();
      const { accountId, active, invited } = await firm();
      const { users } = await ask(resolveUsers, {
        accountId,
        ids: [active.id],
        usernames: [active.username.toUpperCase(), invited.username],
      });
      const byId = new Map(users.map((user) => [user.id, user]));
      expect(users).toHaveLength(2);
      expect(byId.get(active.id)).toMatchObject({ username: active.username, status: 'active' });
      expect(byId.get(invited.id)).toMatchObject({ username: invited.username, status: 'invited' });
    });

    it('leaves out who is unknown, and who belongs to another account', async () => {
      const { ask, firm } = stage();
      const [mine, theirs] = [await firm(), await firm()];
      const asked = {
        ids: [theirs.active.id, newId('usr'), 'no-id'],
        usernames: [theirs.invited.username, ''],
      };
      expect(await ask(resolveUsers, { accountId: mine.accountId, ...asked })).toEqual({ users: [] });
      expect(await ask(resolveUsers, { accountId: mine.accountId })).toEqual({ users: [] });
    });
  });
}

interface OpenInvitation {
  accountId: string;
  userId: string;
  invitationId: string;
  sendTo: string;
}

interface InvitationStage {
  ask: Ask;
  /** An invitation that is open. */
  invitation(): Promise<OpenInvitation>;
  /** Closes it, in whatever way. */
  close(invitation: OpenInvitation): Promise<void>;
}

/** What identity promises to who sends the mail of an invitation. */
export function itGivesInvitationLinksAsContracted(stage: () => InvitationStage): void {
  describe('the link of an invitation', () => {
    it('is the same however often it is asked for, with the address it goes to, and another one for another invitation', async () => {
      const { ask, invitation } = stage();
      const [one, other] = [await invitation(), await invitation()];
      const { token, letter } = await ask(getInvitationLink, one);
      expect(token).toEqual(expect.any(String));
      expect(letter).toMatchObject({ sendTo: one.sendTo });
      expect(await ask(getInvitationLink, one)).toEqual({ token, letter });
      const { token: anotherOne, letter: another } = await ask(getInvitationLink, other);
      expect(anotherOne).not.toBe(token);
      expect(another).toMatchObject({ sendTo: other.sendTo });
    });

    it('is none once the invitation is closed', async () => {
      const { ask, invitation, close } = stage();
      const given = await invitation();
      await close(given);
      expect(await ask(getInvitationLink, given)).toEqual({ token: null, letter: null });
    });
  });
}
