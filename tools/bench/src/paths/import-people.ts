import { databaseOf } from '../stack/rest.js';
import type { Path } from './path.js';

const PEOPLE = 1_000;
const IMPORTS = 12;

/** `POST /v1/users/import` of 1,000 people: the time is that until the import is finished, the cost that until all mails are out. */
export const importPeople: Path = {
  id: 'import',
  title: 'an import of 1,000 people, each',
  perRound: 1,
  batch: PEOPLE,

  async prepare(firm) {
    await firm.buy(PEOPLE * IMPORTS);
    let imported = 0;
    const users = databaseOf(firm.stack, 'identity').collection('users');
    const mailed = { accountId: firm.accountId, 'invitation.mail.state': 'sent' };
    return {
      async once(n) {
        await firm.importPeople(PEOPLE, `import-${n}`);
        imported += PEOPLE;
      },
      done: async () => (await users.countDocuments(mailed)) >= imported,
    };
  },

  /** One journaled write of all, and a confirmed message that is heard and a mail for each. */
  async bare({ journaled, messages, mail }) {
    messages.hear(({ n }) => mail.send(`floor-${String(n)}@floor.example`));
    const people = journaled('imported');
    return async (n) => {
      const numbers = Array.from({ length: PEOPLE }, (_, row) => n * PEOPLE + row);
      await people.insertMany(
        numbers.map((number) => ({ number, username: `floor-${number}@floor.example` })),
      );
      await Promise.all(numbers.map((number) => messages.publish({ n: number })));
      return {};
    };
  },
};
