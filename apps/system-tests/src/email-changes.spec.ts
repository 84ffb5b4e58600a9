import { eventually } from '@seatkeeper/testing';
import { Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const stack = sharedStack;

it('another address counts once who reads it has said so, and both are told; links of the old one are void', async () => {
  const firm = await Firm.withSeats(stack(), 5);
  const person = firm.person('moves');
  const { id } = await firm.join(person, { locale: 'fr' });
  const { gateway } = stack().info();
  const next = `moves@private-${firm.slug}.example`;
  const last = (address: string, subject: string) =>
    eventually(async () => {
      const mail = (await firm.mails(address)).at(-1);
      expect(mail?.subject).toContain(subject);
      return mail;
    }, 20_000);
  const forget = () =>
    call(gateway, 'POST', '/v1/auth/password-reset', { account: firm.slug, username: person.username });
  const reset = (link = '') => fetch(link.replace(/^https?:\/\/[^/]+/, gateway));
  await forget();
  const [oldLink] = (await last(person.username, 'mot de passe'))?.links ?? [];
  expect((await reset(oldLink)).status).toBe(200);

  const asked = await firm.call('PATCH', `/v1/users/${id}`, { email: next });
  expect(asked.body).toMatchObject({ email: person.username, emailChange: { to: next } });
  const [notice, mail] = [await last(person.username, 'va changer'), await last(next, 'Confirmez')];
  expect([notice?.links, notice?.text]).toEqual([[], expect.stringContaining('m•••@private-')]);
  expect(mail?.links).toHaveLength(1);
  const token = /\/email-changes\/([\w.~-]+)/.exec(mail?.links[0] ?? '')?.[1] ?? '';

  // A scanner opens the link, and asks of it what it can.
  const page = `${gateway}/email-changes/${token}`;
  for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(page, { method })).status).toBe(200);
  expect((await firm.get(`/v1/users/${id}`)).email).toBe(person.username);
  const done = await fetch(page, { method: 'POST' });
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('L’adresse est confirmée')]);
  expect(await firm.get(`/v1/users/${id}`)).toMatchObject({ email: next, emailChange: null });
  await last(person.username, 'a été modifiée');
  expect((await reset(oldLink)).status).toBe(410);
  await forget();
  const [newLink] = (await last(next, 'mot de passe'))?.links ?? [];
  expect((await reset(newLink)).status).toBe(200);
  const history = await firm.get(`/v1/users/${id}/history`);
  const confirmed = { actor: { type: 'user', id }, action: 'identity.user.updated' };
  expect(history.items).toContainEqual(expect.objectContaining(confirmed));

  // The person cancels the next one in a session of their own, without any permission.
  const other = `other@private-${firm.slug}.example`;
  await firm.call('PATCH', `/v1/users/${id}`, { email: other });
  const voided = (await last(other, 'Confirmez'))?.links[0];
  const { accessToken } = (await firm.signIn(person.username)).body;
  const own = { token: accessToken as string };
  const cancelled = await call(gateway, 'DELETE', `/v1/users/${id}/email-change`, undefined, own);
  expect([cancelled.status, cancelled.body.emailChange]).toEqual([200, null]);
  const ended = await fetch((voided ?? '').replace(/^https?:\/\/[^/]+/, gateway), { method: 'POST' });
  expect([ended.status, (await firm.get(`/v1/users/${id}`)).email]).toEqual([410, next]);
});
