import { eventually, Mailbox } from '@seatkeeper/testing';
import { Firm, PASSWORD } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

const NEW_PASSWORD = `${PASSWORD} anew`;

it('a bot that asks for every link of every mail, and for all that these pages name, changes nothing: each link still does what it is for', async () => {
  const firm = await Firm.withSeats(sharedStack(), 5);
  const { gateway, mail } = firm.stack.info();
  const [member, guest] = [firm.person('member'), firm.person('guest')];
  const { id } = await firm.join(member);
  for (const [act, body] of [
    ['ban', { reason: 'Lost laptop' }],
    ['unban', {}],
    ['require-password-change', {}],
  ] as const)
    expect(await firm.call('POST', `/v1/users/${id}/${act}`, body)).toMatchObject({ status: 200 });
  // With these two no seat is left, of which the admin is told.
  for (const person of [guest, firm.person(1), firm.person(2)]) await firm.invite(person);
  await call(gateway, 'POST', '/v1/auth/password-reset', { account: firm.slug, username: member.username });

  const mailbox = new Mailbox(mail.web);
  const mails = await eventually(async () => {
    const addresses = [firm.admin.username, member.username, guest.username];
    const found = (await Promise.all(addresses.map((address) => mailbox.to(address)))).flat();
    const texts = found.map(({ text }) => text).join('\n');
    for (const path of ['/confirmations/', '/invitations/', '/password-resets/', '/my-mails'])
      expect(texts).toContain(path);
    for (const subject of ['You can sign in', 'Your password for'])
      expect(found.filter((each) => each.subject.startsWith(subject))).toHaveLength(1);
    return found;
  }, 30_000);
  const sources = await Promise.all(mails.map((each) => mailbox.source(each)));
  const unsubscribing = sources.flatMap((source) => /^List-Unsubscribe:\s+<(\S+)>/im.exec(source)?.[1] ?? []);
  const links = new Set([
    ...mails.flatMap(({ text, links: linked }) => [...linked, ...(text.match(/https?:\/\/[^\s>)]+/g) ?? [])]),
    ...unsubscribing,
  ]);
  expect(unsubscribing).not.toEqual([]);
  expect(links.size).toBeGreaterThan(4);

  const state = async () => ({
    people: (await firm.all('/v1/users')).map(({ id, status, version }) => [id, status, version]),
    invitations: await firm.all('/v1/invitations'),
    mails: await firm.get(`/v1/users/${firm.admin.id}/mail-settings`),
    log: (await firm.all('/v1/audit')).length,
  });
  const before = await eventually(async () => {
    const [one, other] = [await state(), await state()];
    expect(one).toEqual(other);
    return one;
  });
  for (const link of links) {
    const { pathname, search } = new URL(link);
    for (const method of ['HEAD', 'GET', 'GET']) {
      const { status, body } = await call(gateway, method, `${pathname}${search}`);
      expect([link, status < 500]).toEqual([link, true]);
      const named = typeof body === 'string' ? [...body.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)] : [];
      for (const [, path = ''] of named) await call(gateway, 'GET', path);
    }
  }
  expect(await state()).toEqual(before);

  await firm.accept(guest.username);
  const text = mails.map((each) => each.text).join('\n');
  const token = /\/password-resets\/([\w.~-]+)/.exec(text)?.[1];
  const reset = await call(gateway, 'POST', `/v1/auth/password-reset/${token}`, { password: NEW_PASSWORD });
  expect(reset.status).toBeLessThan(300);
  expect(await firm.signIn(member.username, NEW_PASSWORD)).toMatchObject({ status: 200 });
}, 90_000);
