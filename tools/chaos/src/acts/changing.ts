import { randomBytes } from 'node:crypto';
import type { Part } from '../faults/faults.js';
import type { Person } from '../work/firm.js';
import { type Act, ask, noteAct, type Scene, unexpected, upon } from './act.js';

const isHere = ({ status }: Person) => status === 'invited' || status === 'active';
const isActive = ({ status }: Person) => status === 'active';

/** PATCHes somebody; false when it was refused for want of a seat. */
async function change(
  { firm }: Scene,
  person: Person,
  body: object,
  also: readonly Part[] = [],
): Promise<boolean> {
  const refusals = also.includes('licensing') ? ['no-free-seat', 'product-not-subscribed'] : [];
  const path = `/v1/users/${person.id}`;
  const done = await ask(firm, { what: 'change', method: 'PATCH', path, body, also, refusals });
  if (done) noteAct(person, 'identity.user.updated');
  return done !== null;
}

const retitle: Act = {
  name: 'change a title',
  weight: 3,
  try: (scene) =>
    upon(scene, isHere, async (person) => {
      const title = `Title ${randomBytes(4).toString('hex')}`;
      if (await change(scene, person, { title })) person.title = title;
    }),
};

const access: Act = {
  name: 'change products',
  weight: 2,
  try: (scene) =>
    upon(scene, isHere, async (person) => {
      const products = person.products.includes('contract') ? ['core'] : ['core', 'contract'];
      if (await change(scene, person, { products }, ['licensing'])) person.products = products;
    }),
};

const administer: Act = {
  name: 'make or unmake an admin',
  weight: 2,
  try: (scene) =>
    upon(scene, isActive, async (person) => {
      const globalAdmin = !person.globalAdmin;
      if (await change(scene, person, { globalAdmin })) person.globalAdmin = globalAdmin;
    }),
};

const ban: Act = {
  name: 'ban',
  weight: 2,
  try: (scene) =>
    upon(scene, isActive, async (person) => {
      const path = `/v1/users/${person.id}/ban`;
      await ask(scene.firm, { what: 'ban', method: 'POST', path, body: { reason: 'Chaos' } });
      person.status = 'banned';
      noteAct(person, 'identity.user.banned');
    }),
};

const unban: Act = {
  name: 'unban',
  weight: 2,
  try: (scene) =>
    upon(
      scene,
      ({ status }) => status === 'banned',
      async (person) => {
        await ask(scene.firm, { what: 'unban', method: 'POST', path: `/v1/users/${person.id}/unban` });
        person.status = 'active';
        noteAct(person, 'identity.user.unbanned');
      },
    ),
};

const MOST_AT_ONCE = 7;

/** A job that bans some people, each of whom is busy until it must be over. */
const banMany: Act = {
  name: 'ban many as one job',
  weight: 1,
  async try({ firm, chance }) {
    const found = Array.from({ length: chance.between(2, MOST_AT_ONCE) }, () => firm.take(chance, isActive));
    const people = found.filter((person) => person !== undefined);
    if (people.length === 0) return false;
    const select = { ids: people.map(({ id }) => id) };
    const body = { action: 'ban', reason: 'Chaos', select };
    // Where this throws they stay busy: nobody knows what they are.
    people.forEach((person) => (person.isUnsure = true));
    await ask(firm, { what: 'bulk', method: 'POST', path: '/v1/users/bulk', body });
    for (const person of people) {
      Object.assign(person, { isUnsure: false, status: 'banned' });
      noteAct(person, 'identity.user.banned');
      firm.atRest.push(() => (person.busy = false));
    }
    return true;
  },
};

/** One refresh of a new session, sent once: whatever the stack does inside, it is nobody's theft. */
const refresh: Act = {
  name: 'refresh a session',
  weight: 2,
  try: (scene) =>
    upon(
      scene,
      ({ status, hasPassword }) => status === 'active' && hasPassword,
      async ({ username }) => {
        const { firm } = scene;
        const signedIn = await firm.signIn(username);
        if (signedIn.status !== 200) throw unexpected('sign-in', username, signedIn);
        const answer = await firm.caller.sendOnce({
          ...{ what: 'refresh', method: 'POST', path: '/v1/auth/refresh', key: null },
          ...{ parts: ['gateway', 'identity', 'mongodb', 'rabbitmq'] },
          body: { refreshToken: signedIn.body.refreshToken },
        });
        if (![0, 200, 503].includes(answer.status)) throw unexpected('refresh', username, answer);
      },
    ),
};

const read: Act = {
  name: 'read a list',
  weight: 1,
  async try({ firm, chance }) {
    const path = chance.one([
      '/v1/users?limit=20',
      '/v1/licenses',
      '/v1/audit?limit=20',
      '/v1/deliveries?limit=20',
    ]);
    await ask(firm, {
      what: 'read',
      method: 'GET',
      path: path ?? '/v1/me',
      also: ['licensing', 'notifications'],
    });
    return true;
  },
};

export const CHANGING: readonly Act[] = [retitle, access, administer, ban, unban, banMany, refresh, read];
