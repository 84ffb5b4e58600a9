import { hash, verify } from '@node-rs/argon2';
import { PASSWORD } from '../stack/firm.js';
import type { Path } from './path.js';

/** `POST /v1/auth/sign-in` with the right password. */
export const signIn: Path = {
  id: 'sign-in',
  title: 'a sign-in',
  perRound: 50,

  async prepare(firm) {
    return {
      async once() {
        await firm.signIn();
      },
    };
  },

  /** A document by its name, one argon2id hash with the parameters of the services, and one journaled write. */
  async bare({ journaled }) {
    const [people, sessions] = [journaled('credentials'), journaled('sessions')];
    const secret = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await people.insertOne({ _id: 'one' as never, secret });
    return async (n) => {
      const person = await people.findOne({ _id: 'one' as never });
      const ok = await verify(String(person?.['secret']), PASSWORD);
      await sessions.insertOne({ n, at: new Date() });
      return { ok };
    };
  },
};
