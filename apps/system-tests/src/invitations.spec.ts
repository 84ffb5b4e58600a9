import type { User } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { count, Firm } from './firm.js';
import { ownStack, sharedStack } from './stack.js';

describe.each([
  ['one copy', () => sharedStack],
  ['two copies', () => ownStack({ REPLICAS: '2' })],
])('with %s of every service', (_copies, begin) => {
  const stack = begin();

  it('sixty invitations race for ten seats: ten are sent, fifty say no-free-seat, and the mailbox agrees', async () => {
    const firm = await Firm.withSeats(stack(), 11);
    const people = firm.people(60);

    const answers = await Promise.all(people.map((person) => firm.invite(person)));

    expect(count(answers, 201)).toBe(10);
    expect(count(answers, 409, 'no-free-seat')).toBe(50);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      product: 'core',
      purchased: 11,
      used: 11,
    });
    expect(await firm.license()).toMatchObject({ purchased: 11, used: 11, free: 0 });
    await firm.expectSeatsToMatchUsers();
    expect(await firm.all('/v1/users')).toHaveLength(11);
    await eventually(async () => {
      const mails = await Promise.all(people.map(({ username }) => firm.mails(username)));
      expect(mails.flat()).toHaveLength(10);
    });
  }, 60_000);

  it('an invitation sent again, at once and five times, with one Idempotency-Key invites one person', async () => {
    const firm = await Firm.withSeats(stack(), 5);
    const options = { headers: { 'idempotency-key': 'the-same' } };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => firm.invite(firm.person(1), {}, options)),
    );
    expect(count(answers, 201) + count(answers, 409, 'idempotency-in-progress')).toBe(5);
    expect(count(answers, 201)).toBeGreaterThan(0);
    const again = await firm.invite(firm.person(1), {}, options);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await firm.invite(firm.person(2), {}, options);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await firm.all('/v1/users')).toHaveLength(2);
  }, 60_000);

  it('two global admins who demote or deactivate each other at once leave one, in 200 tries of 200', async () => {
    const firm = await Firm.withSeats(stack(), 3);
    const other = await firm.join(firm.person('admin'), { globalAdmin: true });
    const ids = [firm.admin.id, other.id];
    const names = [firm.admin.username, other.username];
    const token = async (index: number): Promise<string> =>
      (await firm.signIn(names[index] ?? '')).body.accessToken;
    let tokens: string[] = [await token(0), await token(1)];

    for (let round = 0; round < 200; round += 1) {
      const demote = round % 2 === 0;
      const attack = (by: number, on: number) =>
        demote
          ? firm.call('PATCH', `/v1/users/${ids[on]}`, { globalAdmin: false }, { token: tokens[by] })
          : firm.call('POST', `/v1/users/${ids[on]}/deactivate`, {}, { token: tokens[by] });
      const answers = await Promise.all([attack(0, 1), attack(1, 0)]);

      const won = answers.map(({ status }) => status === 200);
      expect([round, won.filter(Boolean).length]).toEqual([round, 1]);
      const winner = won.indexOf(true);
      const loser = 1 - winner;
      const admins = await firm.call<{ items: User[] }>('GET', '/v1/users?status=active', undefined, {
        token: tokens[winner],
      });
      expect(admins.body.items.filter(({ globalAdmin }) => globalAdmin)).toHaveLength(1);

      const as = { token: tokens[winner] };
      const restore = demote
        ? await firm.call('PATCH', `/v1/users/${ids[loser]}`, { globalAdmin: true }, as)
        : await firm.call('POST', `/v1/users/${ids[loser]}/reactivate`, undefined, as);
      expect([round, restore.status]).toEqual([round, 200]);
      // What a session may do is remembered for a second; a new session is asked about anew.
      tokens = tokens.with(loser, await token(loser));
    }
  }, 120_000);
});
