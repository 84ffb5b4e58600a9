import { linkPaths } from '@seatkeeper/contracts';
import { Mailbox } from '@seatkeeper/testing';
import { ALWAYS, PASSWORD } from '../work/firm.js';
import { type Act, ask, codeOf, noteAct, unexpected, upon } from './act.js';

const invite: Act = {
  name: 'invite',
  weight: 6,
  async try({ firm }) {
    const newcomer = firm.newcomer();
    firm.maybe.add(newcomer.username);
    const user = await ask<{ id: string }>(firm, {
      ...{ what: 'invite', method: 'POST', path: '/v1/users', body: newcomer },
      ...{ also: ['licensing'], refusals: ['no-free-seat'] },
    });
    firm.maybe.delete(newcomer.username);
    if (user) noteAct(firm.expectInvited(newcomer.username, user.id), 'identity.user.invited');
    return true;
  },
};

/** Where one product has no seat left, what was taken of the other is given back. */
const inviteToTwo: Act = {
  name: 'invite to two products',
  weight: 1,
  async try({ firm }) {
    const newcomer = firm.newcomer();
    firm.maybe.add(newcomer.username);
    const products = ['core', 'contract'];
    const user = await ask<{ id: string }>(firm, {
      ...{ what: 'invite', method: 'POST', path: '/v1/users', body: { ...newcomer, products } },
      ...{ also: ['licensing'], refusals: ['no-free-seat'] },
    });
    firm.maybe.delete(newcomer.username);
    if (!user) return true;
    const person = firm.expectInvited(newcomer.username, user.id);
    person.products = products;
    noteAct(person, 'identity.user.invited');
    return true;
  },
};

/** Who finds no seat waits, and is invited by itself once somebody buys one or leaves. */
const wait: Act = {
  name: 'join the wait list',
  weight: 2,
  async try({ firm, chance }) {
    const newcomer = firm.newcomer();
    firm.maybe.add(newcomer.username);
    const products = chance.next() < 0.2 ? ['core', 'contract'] : ['core'];
    const body = { ...newcomer, products, whenNoSeat: 'wait' };
    const user = await ask<{ id: string; status: string }>(firm, {
      ...{ what: 'wait', method: 'POST', path: '/v1/users', body, also: ['licensing'] },
    });
    firm.maybe.delete(newcomer.username);
    const person = firm.expectInvited(newcomer.username, user?.id ?? '');
    person.products = products;
    if (user?.status === 'waiting') person.status = 'waiting';
    else noteAct(person, 'identity.user.invited');
    return true;
  },
};

const accept: Act = {
  name: 'accept',
  weight: 5,
  try: (scene) =>
    upon(
      scene,
      ({ status }) => status === 'invited',
      async (person) => {
        const mails = await new Mailbox(scene.info.mail.web).to(person.username).catch(() => []);
        const link = new RegExp(`/${linkPaths.invitation}/([\\w.~-]+)`).exec(mails.at(-1)?.text ?? '')?.[1];
        if (link === undefined) return;
        const path = `/v1/invitations/${link}/accept`;
        const answer = await scene.firm.caller.send({
          ...{ what: 'accept', method: 'POST', path, body: { password: PASSWORD } },
          // Its answer is secret, so it knows no key: sent again, it says that it was done.
          ...{ parts: ALWAYS, key: null },
        });
        const code = codeOf(answer);
        // The newest mail may be older than the newest invitation.
        if (code === 'invitation-revoked') return;
        if (answer.status !== 200 && !(answer.afterDoubt && code === 'invitation-used'))
          throw unexpected('accept', path, answer);
        person.status = 'active';
        person.hasPassword = true;
        noteAct(person, 'identity.user.activated');
      },
    ),
};

const resend: Act = {
  name: 'resend an invitation',
  weight: 1,
  try: (scene) =>
    upon(
      scene,
      ({ status }) => status === 'invited',
      async ({ id }) => {
        await ask(scene.firm, { what: 'resend', method: 'POST', path: `/v1/users/${id}/invitation` });
      },
    ),
};

const revoke: Act = {
  name: 'revoke an invitation',
  weight: 1,
  try: (scene) =>
    upon(
      scene,
      // Somebody's successor has records before the first day, which would be nobody's then.
      ({ status, id }) => status === 'invited' && !scene.firm.ownsRecords(id),
      async (person) => {
        const path = `/v1/users/${person.id}/invitation`;
        await ask(scene.firm, { what: 'revoke', method: 'DELETE', path, also: ['licensing'] });
        person.status = 'deactivated';
      },
    ),
};

const MOST_IN_A_FILE = 6;

const importPeople: Act = {
  name: 'import people',
  weight: 1,
  onlyWherePlenty: true,
  async try({ firm, chance }) {
    const people = Array.from({ length: chance.between(2, MOST_IN_A_FILE) }, () => firm.newcomer());
    const lines = people.map(({ username, firstName, lastName }) => [username, firstName, lastName].join());
    for (const { username } of people) firm.maybe.add(username);
    const path = '/v1/users/import';
    const answer = await firm.call('import people', 'POST', path, {
      ...{ body: `username,firstName,lastName\n${lines.join('\n')}\n`, contentType: 'text/csv' },
      also: ['licensing'],
    });
    if (answer.status !== 202) throw unexpected('import people', path, answer);
    for (const { username } of people) {
      firm.maybe.delete(username);
      const person = firm.expectInvited(username, '');
      noteAct(person, 'identity.user.invited');
      person.busy = true;
      // Its id is known once the row was worked on.
      firm.atRest.push(() => (person.busy = person.id === ''));
    }
    return true;
  },
};

export const JOINING: readonly Act[] = [invite, inviteToTwo, wait, accept, resend, revoke, importPeople];
