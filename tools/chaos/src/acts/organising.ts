import { randomBytes } from 'node:crypto';
import { Firm } from '../work/firm.js';
import { type Act, ask } from './act.js';

const name = () => `Ours ${randomBytes(5).toString('hex')}`;

/** An account of its own, which nothing else happens in. */
const signUp: Act = {
  name: 'sign up',
  weight: 0.5,
  async try({ firm }) {
    const slug = `once-${randomBytes(6).toString('hex')}`;
    firm.maybe.add(`admin@${slug}.example`);
    const { people } = await Firm.signUp(firm.caller, slug);
    firm.maybe.delete(`admin@${slug}.example`);
    firm.people.push(...people);
    return true;
  },
};

/** A group that comes and goes. */
const group: Act = {
  name: 'make and delete a group',
  weight: 0.5,
  async try({ firm }) {
    const body = { name: name(), permissions: ['users.read'] };
    const made = await ask<{ id: string }>(firm, { what: 'group', method: 'POST', path: '/v1/groups', body });
    await ask(firm, { what: 'group', method: 'DELETE', path: `/v1/groups/${made?.id}`, deletes: true });
    return true;
  },
};

/** An office that comes, is renamed, and goes. */
const office: Act = {
  name: 'make, rename and delete an office',
  weight: 0.5,
  async try({ firm }) {
    const what = 'office';
    const made = await ask<{ id: string }>(firm, {
      ...{ what, method: 'POST', path: '/v1/offices', body: { name: name() } },
    });
    const path = `/v1/offices/${made?.id}`;
    await ask(firm, { what, method: 'PATCH', path, body: { name: name() } });
    await ask(firm, { what, method: 'DELETE', path, deletes: true });
    return true;
  },
};

export const ORGANISING: readonly Act[] = [signUp, group, office];
