import { databaseOf } from '../stack/rest.js';
import type { Invited } from '../stack/firm.js';
import type { Path } from './path.js';

const SEATS = 2_000;

/** `POST /v1/users`, until the mail has come and the user's document says so. */
export const invite: Path = {
  id: 'invite',
  title: 'one invitation, until its mail is out',
  perRound: 50,

  async prepare(firm) {
    await firm.buy(SEATS);
    let invited = 0;
    const users = databaseOf(firm.stack, 'identity').collection('users');
    const mailed = { accountId: firm.accountId, 'invitation.mail.state': 'sent' };
    return {
      async once(n) {
        await firm.call<Invited>('POST', '/v1/users', { json: firm.person(n) });
        invited += 1;
      },
      done: async () => (await users.countDocuments(mailed)) >= invited,
    };
  },

  /** One journaled write, one confirmed message that is heard, one mail. */
  async bare({ journaled, messages, mail }) {
    messages.hear(({ n }) => mail.send(`floor-${String(n)}@floor.example`));
    const invitations = journaled('invitations');
    return async (n) => {
      const document = { n, username: `floor-${n}@floor.example`, at: new Date() };
      await invitations.insertOne(document);
      await messages.publish({ n });
      return document;
    };
  },
};
