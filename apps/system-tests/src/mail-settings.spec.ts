import { eventually, Mailbox } from '@seatkeeper/testing';
import { count, Firm } from './firm.js';
import { call } from './http.js';
import { sharedStack } from './stack.js';

/** As mail programs and their servers send it. */
const ONE_CLICK = 'List-Unsubscribe=One-Click';
const AS_FORM = { raw: ONE_CLICK, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
const AS_PARTS = {
  raw: `--edge\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--edge--\r\n`,
  headers: { 'content-type': 'multipart/form-data; boundary=edge' },
};

/** A firm that has just run out of seats, and the link by which its admin switches off the mail that says so. */
async function firmWithoutSeats() {
  const firm = await Firm.withSeats(sharedStack(), 5);
  const answers = await Promise.all(firm.people(4).map((person) => firm.invite(person)));
  expect(count(answers, 201)).toBe(4);
  const link = await eventually(async () => {
    const mails = await firm.mails(firm.admin.username);
    const found = mails.find(({ subject }) => subject.startsWith('No seat of'));
    expect(found?.text).toContain('/my-mails');
    const source = await new Mailbox(firm.stack.info().mail.web).source(found!);
    return new URL(/^List-Unsubscribe:\s+<(\S+)>/im.exec(source)?.[1] ?? '');
  }, 30_000);
  const settings = `/v1/users/${firm.admin.id}/mail-settings`;
  const sent = async () => {
    const { mails } = await firm.get<{ mails: { kind: string; sent: boolean }[] }>(settings);
    return Object.fromEntries(mails.map((mail) => [mail.kind, mail.sent]));
  };
  return { firm, path: link.pathname, settings, sent };
}

it.each([
  ['a form', AS_FORM],
  ['the parts of a form', AS_PARTS],
])(
  'a scanner that opens the link of a mail changes nothing; one click by %s switches off that kind alone',
  async (_how, click) => {
    const { firm, path, sent } = await firmWithoutSeats();
    const { gateway } = firm.stack.info();
    for (const method of ['GET', 'HEAD', 'GET']) expect((await call(gateway, method, path)).status).toBe(200);
    expect(await sent()).toMatchObject({ 'seats-exhausted': true, 'seats-low': true });

    for (const _time of [1, 2]) {
      const answer = await call<string>(gateway, 'POST', path, undefined, click);
      expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('switched off') });
    }
    expect(await sent()).toMatchObject({ 'seats-exhausted': false, 'seats-low': true, invitation: true });
    const forged = await call(gateway, 'POST', path.replace('exhausted', 'low'), undefined, click);
    expect(forged.status).toBe(404);
    expect(await sent()).toMatchObject({ 'seats-low': true });
  },
  90_000,
);

it('who switched a kind off gets none of it, an administrator sees why, and the log says who did it', async () => {
  const firm = await Firm.withSeats(sharedStack(), 5);
  const settings = `/v1/users/${firm.admin.id}/mail-settings`;
  const off = { choices: { 'seats-exhausted': false, 'seats-low': false } };
  expect(await firm.call('PATCH', settings, off)).toMatchObject({
    status: 200,
    body: { choices: off.choices },
  });
  for (const person of firm.people(4)) await firm.invite(person);
  await eventually(async () => {
    const { items } = await firm.get('/v1/deliveries?kind=seats-exhausted');
    expect(items).toMatchObject([{ state: 'suppressed', suppressed: 'switched-off-by-user', to: null }]);
  }, 30_000);
  const subjects = (await firm.mails(firm.admin.username)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => /seat/i.test(subject) && !/Confirm/i.test(subject))).toEqual([]);
  await eventually(async () => {
    const { items } = await firm.get(`/v1/users/${firm.admin.id}/history`);
    expect(items).toContainEqual(
      expect.objectContaining({
        action: 'notifications.mail-settings.changed',
        actor: { type: 'user', id: firm.admin.id },
      }),
    );
  });
}, 90_000);

it('what keeps somebody safe cannot be switched off, unknown kinds are named, and an older state is not written over', async () => {
  const firm = await Firm.signUp(sharedStack());
  const path = '/v1/mail-settings';
  const patch = (choices: object, headers = {}) => firm.call('PATCH', path, { choices }, { headers });
  expect(await patch({ 'password-reset': false })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'choices.password-reset', message: 'Mails of this kind are always sent' }] },
  });
  const unknown = await patch({ 'seats-lwo': false });
  expect(unknown).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  expect(JSON.stringify(unknown.body.errors)).toContain('seats-lwo');
  const { headers } = await firm.call('GET', path);
  expect((await patch({ 'seats-low': false }, { 'if-match': headers.get('etag') ?? '' })).status).toBe(200);
  expect((await patch({ 'seats-low': true }, { 'if-match': headers.get('etag') ?? '' })).status).toBe(412);
  expect(await firm.get(path)).toMatchObject({ choices: { 'seats-low': false } });
}, 60_000);

it('people choose for themselves without a permission, and for others only with one', async () => {
  const firm = await Firm.withSeats(sharedStack(), 5);
  const [ben, cat] = [await firm.join(firm.person('ben')), await firm.join(firm.person('cat'))];
  const { body: tokens } = await firm.signIn(ben.username);
  const asBen = (method: string, id: string) =>
    call(
      firm.stack.info().gateway,
      method,
      `/v1/users/${id}/mail-settings`,
      method === 'PATCH' ? { choices: { 'seats-low': false } } : undefined,
      { token: tokens.accessToken },
    );
  expect((await asBen('GET', ben.id)).status).toBe(200);
  expect((await asBen('PATCH', ben.id)).status).toBe(200);
  expect(await asBen('PATCH', cat.id)).toMatchObject({ status: 403, body: { permission: 'users.update' } });
  expect(await firm.get(`/v1/users/${cat.id}/mail-settings`)).toMatchObject({ choices: {} });
}, 60_000);
