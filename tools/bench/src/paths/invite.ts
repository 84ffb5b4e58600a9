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
  bare({ app, mongo, messages, mail }) {
    messages.hear(({ username }) => mail.send(String(username)));
    app.post<{ Body: { username: string } }>('/invite', async ({ body }, reply) => {
      await mongo
        .collection('invitations')
        .insertOne({ ...body, at: new Date() }, { writeConcern: { w: 'majority', j: true } });
      await messages.publish({ username: body.username });
      return reply.code(201).send(body);
    });
  },
};
