import type { Problem, User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { type Answer, call } from './http.js';
import { sharedStack } from './stack.js';

it('a refused invitation is explained: by the same refusal, with who could be spared, to who may see people', async () => {
  const firm = await Firm.withSeats(sharedStack(), 6);
  const reader = await firm.call('POST', '/v1/groups', {
    name: 'Readers',
    permissions: ['licenses.read', 'users.invite'],
  });
  const ben = await firm.join(firm.person('ben'), { groups: [reader.body.id] });
  const late = await firm.invite(firm.person('late'));
  for (const person of firm.people(3)) await firm.invite(person);
  await firm.invite(firm.person('waits'), { whenNoSeat: 'wait' });
  const refused = await firm.invite(firm.person('one-more'));

  const why = await firm.get('/v1/licenses/core/why?for=invite');
  expect(why).toMatchObject({
    refusal: { code: 'no-free-seat', detail: (refused.body as unknown as Problem).detail },
    purchased: 6,
    used: 6,
    short: 2,
    waiting: 1,
    holders: {
      active: {
        count: 2,
        items: expect.arrayContaining([
          expect.objectContaining({ user: expect.objectContaining({ id: ben.id }) }),
        ]),
      },
      invited: { count: 4 },
      banned: { count: 0, items: [] },
    },
  });
  expect(why.holders.invited.items[0]).toMatchObject({
    user: { id: late.body.id },
    invitation: { state: 'open' },
  });
  expect(why.ways.every(({ allowed }: { allowed: boolean }) => allowed)).toBe(false);
  expect((await firm.get('/v1/licenses/core/why?for=replace')).refusal).toBeNull();
  const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  expect(await firm.get(`/v1/licenses/core/forecast?at=${inAYear}`)).toMatchObject({
    then: { purchased: 6, used: 6 },
    changes: [],
    staying: { invitationsOver: 4, bansOver: 0 },
  });

  const { body: tokens } = await firm.signIn(ben.username);
  const asBen = await call(firm.stack.info().gateway, 'GET', '/v1/licenses/core/why', undefined, {
    token: tokens.accessToken,
  });
  expect(asBen).toMatchObject({ status: 200, body: { holders: null, refusal: { code: 'no-free-seat' } } });
  expect(
    asBen.body.ways.map(({ way, allowed }: { way: string; allowed: boolean }) => [way, allowed]),
  ).toContainEqual(['wait', true]);
});

it('who waits is listed and moved to the front, gets the next seat, and is mailed', async () => {
  const firm = await Firm.withSeats(sharedStack(), 6);
  await Promise.all(firm.people(5).map((person) => firm.invite(person)));
  const waiting: Answer<User>[] = [];
  for (const name of ['ann', 'ben', 'cat'])
    waiting.push(await firm.invite(firm.person(name), { whenNoSeat: 'wait' }));
  const order = async () =>
    (await firm.get('/v1/licenses/core/waiting')).items.map((row: { user: User }) => row.user.firstName);
  expect(await order()).toEqual(['Personann', 'Personben', 'Personcat']);

  const position = (n: number) => `/v1/licenses/core/waiting/${waiting[n]?.body.id}/position`;
  expect(await firm.call('PUT', position(2), { to: 'first' })).toMatchObject({
    status: 200,
    body: { position: 1 },
  });
  expect(await firm.call('PUT', position(0), { to: 'third' })).toMatchObject({ status: 422 });
  expect(await firm.call('PUT', position(0), { before: waiting[1]?.body.id })).toMatchObject({
    body: { position: 2 },
  });
  expect(await order()).toEqual(['Personcat', 'Personann', 'Personben']);

  await firm.buy(1);
  await firm.invitationToken(firm.person('cat').username);
  await eventually(async () => expect(await order()).toEqual(['Personann', 'Personben']));
  await firm.expectSeatsToMatchUsers();
});
