import { connect, type LiveEvent } from '@seatkeeper/client';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;
const gateway = () => stack().info().gateway;

const leaving = new AbortController();
afterAll(() => leaving.abort());

/** What somebody is told from now on, and whether it has come to an end. */
async function follow(accessToken: string) {
  const events: LiveEvent[] = [];
  const state = { hasEnded: false };
  const client = connect({
    baseUrl: gateway(),
    tokens: { accessToken, refreshToken: 'none', expiresIn: 600, mustChangePassword: false },
  });
  const read = async () => {
    for await (const event of client.events('/v1/events', { signal: leaving.signal })) events.push(event);
  };
  void read().catch(() => (state.hasEnded = true));
  await eventually(() => expect(events[0]?.event).toBe('ready'));
  return {
    state,
    /** Kinds and ids of what changed, each once. */
    get told(): string[] {
      const changes = events.flatMap((each) => (each.event === 'change' ? [each.data] : []));
      return [...new Set(changes.map(({ type, subject: { id } }) => `${type} ${id}`))];
    },
  };
}

const tokenOf = async (firm: Firm, username: string): Promise<string> =>
  (await firm.signIn(username)).body.accessToken;

it('an invitation is told to who may see it, from the seat to the mail; who sees nobody is told of themselves', async () => {
  const firm = await Firm.withSeats(stack(), 6);
  const group = await firm.call('POST', '/v1/groups', { name: 'Readers', permissions: ['users.read'] });
  const seer = await firm.join(firm.person('seer'), { groups: [group.body.id] });
  const blind = await firm.join(firm.person('blind'), { groups: [group.body.id], visibility: 'self' });
  const nobody = await firm.join(firm.person('nobody'));
  const [admin, all, own, none] = await Promise.all([
    tokenOf(firm, firm.admin.username).then(follow),
    tokenOf(firm, seer.username).then(follow),
    tokenOf(firm, blind.username).then(follow),
    tokenOf(firm, nobody.username).then(follow),
  ]);

  const { body: invited } = await firm.invite(firm.person('new'));
  const seat = expect.stringContaining('licensing.seat.claimed ');
  const mail = expect.stringContaining('notifications.delivery.sent dlv_');
  const person = `identity.user.invited ${invited.id}`;
  await eventually(() => expect(admin.told).toEqual(expect.arrayContaining([seat, person, mail])));
  await eventually(() => expect(all.told).toContain(person));
  for (const each of [seat, mail]) expect(all.told).not.toEqual(expect.arrayContaining([each]));

  expect((await firm.call('PATCH', `/v1/users/${blind.id}`, { title: 'Clerk' })).status).toBe(200);
  const changed = `identity.user.updated ${blind.id}`;
  await eventually(() => expect(own.told).toContain(changed));
  expect(own.told.filter((each) => !each.endsWith(blind.id))).toEqual([]);

  // What a permission shows is told from the moment on at which it is held.
  expect((await firm.call('PATCH', `/v1/users/${nobody.id}`, { groups: [group.body.id] })).status).toBe(200);
  await eventually(async () => {
    await firm.call('PATCH', `/v1/users/${seer.id}`, { title: `Clerk ${Date.now()}` });
    expect(none.told).toContain(`identity.user.updated ${seer.id}`);
  });
  expect(none.told).not.toContain(person);
}, 90_000);

it('who is banned, and who acts from above and signs out at home, is told nothing more within a second', async () => {
  const [home, firm] = [await Firm.withSeats(stack(), 3), await Firm.withSeats(stack(), 3)];
  const offer = await home.call('POST', '/v1/account/affiliate-offers', { account: firm.slug });
  await firm.call('POST', `/v1/account/parent-offers/${offer.body.id}/accept`);
  const leaver = await firm.join(firm.person('leaver'));
  const own = await follow(await tokenOf(firm, leaver.username));
  const homeToken = await tokenOf(home, home.admin.username);
  const options = { token: homeToken };
  const entered = await home.call(
    'POST',
    `/v1/account/affiliates/${firm.accountId}/enter`,
    undefined,
    options,
  );
  const above = await follow(entered.body.accessToken);

  const began = performance.now();
  expect((await firm.call('POST', `/v1/users/${leaver.id}/ban`, { reason: 'Left the firm' })).status).toBe(
    200,
  );
  await eventually(() => expect(own.state.hasEnded).toBe(true), 5_000);
  // The call itself and the client, which tries to renew the session, take their part.
  expect(performance.now() - began).toBeLessThan(3_000);
  await eventually(() => expect(above.told).toContain(`identity.user.banned ${leaver.id}`));

  await home.call('POST', '/v1/auth/sign-out', undefined, options);
  await eventually(() => expect(above.state.hasEnded).toBe(true), 5_000);
  expect(own.told).toEqual([]);
}, 90_000);
