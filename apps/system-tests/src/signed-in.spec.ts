import type { OpenSession } from '@seatkeeper/contracts';
import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('a session is seen and ended from another one within a second, and by an admin', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('lost');
  const user = await firm.join(person);
  const { gateway } = stack().info();
  const enter = async () => (await firm.signIn(person.username)).body.accessToken as string;
  const [laptop, phone] = [await enter(), await enter()];
  const ask = (token: string, method = 'GET', path = '/v1/me/sessions') =>
    call(gateway, method, path, undefined, { token });
  const { body } = await ask(phone);
  expect(body.items).toHaveLength(3);
  expect(body.items.find(({ current }: OpenSession) => current)).toMatchObject({
    address: '127.0.0.1',
    client: 'node',
  });
  expect((await ask(laptop)).status).toBe(200);
  expect((await ask(phone, 'DELETE')).status).toBe(204);
  await eventually(async () => expect((await ask(laptop)).status).toBe(401), 1_000);
  expect((await ask(phone)).body.items).toHaveLength(1);

  expect((await ask(phone, 'GET', `/v1/users/${user.id}/sessions`)).body).toMatchObject({
    code: 'forbidden',
    permission: 'users.credentials',
  });
  const [session] = (await firm.get(`/v1/users/${user.id}/sessions`)).items;
  const one = `/v1/users/${user.id}/sessions/${session.id}`;
  expect((await firm.call('DELETE', one)).status).toBe(204);
  await eventually(async () => expect((await ask(phone)).status).toBe(401), 1_000);
});

it('who forgot the password gets a link, chooses another on its page, and is told by mail', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('forgetful');
  await firm.join(person, { locale: 'fr' });
  const { gateway } = stack().info();
  const forget = (username: string) =>
    call(gateway, 'POST', '/v1/auth/password-reset', { account: firm.slug, username });
  expect([(await forget(person.username)).status, (await forget('nobody@firm.example')).status]).toEqual([
    202, 202,
  ]);
  const token = await eventually(async () => {
    const found = /\/password-resets\/([\w.~-]+)/.exec(
      (await firm.mails(person.username)).at(-1)?.text ?? '',
    )?.[1];
    expect(found).toBeDefined();
    return found;
  }, 20_000);
  const page = `${gateway}/password-resets/${token}`;
  for (let look = 0; look < 2; look += 1) expect((await fetch(page)).status).toBe(200);
  const send = (password: string, repeated = password) =>
    fetch(page, { method: 'POST', body: new URLSearchParams({ password, repeated }) });
  expect((await send('one of two passwords', 'the other of the two')).status).toBe(422);
  const done = await send('a new passphrase of mine');
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('est enregistré')]);
  expect((await send('a new passphrase of mine')).status).toBe(410);
  expect((await firm.signIn(person.username)).status).toBe(401);
  expect((await firm.signIn(person.username, 'a new passphrase of mine')).status).toBe(200);
  await eventually(async () =>
    expect((await firm.mails(person.username)).at(-1)?.subject).toContain('a été modifié'),
  );
});
