import {
  changeTemplate,
  getTemplate,
  type Input,
  listTemplates,
  previewTemplate,
  resetTemplate,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';
import { ScriptedMailServer } from '../../testing/scripted-mail-server.js';
import { passwordResetMail } from '../kinds/password-reset.js';
import { WordedMailsService } from './worded-mails.service.js';
import { WordingsRepository } from './wordings.repository.js';

let server: ScriptedMailServer;
let office: PostOffice;

beforeAll(async () => {
  server = await ScriptedMailServer.start();
  office = await PostOffice.open(server.url, 2);
});
afterAll(async () => {
  await office.close();
  await server.stop();
});

const by = userActor(newId('usr'));
const of = (accountId: string, locale: 'en' | 'fr' = 'en') => ({
  accountId,
  kind: 'invitation' as const,
  locale,
});
const wording = { subject: 'Come to {accountName}', body: 'Hi {firstName}!\n\n{link}' };
const change = (accountId: string, more: Partial<Input<typeof changeTemplate>> = {}) =>
  office.ask(changeTemplate, { ...of(accountId), by, wording, ...more });
const reset = (accountId: string, ifVersion?: number) =>
  office.ask(resetTemplate, { ...of(accountId), by, ifVersion });
const get = (accountId: string, locale?: 'en' | 'fr') => office.ask(getTemplate, of(accountId, locale));
const heardIn = (accountId: string) =>
  office.heard.filter(({ data }) => (data as { accountId: string }).accountId === accountId);

/** The mail of a new invitation, as it came over the wire. */
async function mailTo(change: Partial<ReturnType<PostOffice['invitation']>>): Promise<string> {
  const issued = office.invitation(change);
  await office.issue(issued);
  return eventually(() => {
    const mail = server.taken.find((one) => one.includes(issued.sendTo));
    if (!mail) throw new Error('It has not come yet');
    return Promise.resolve(mail.replace(/=\r\n/g, ''));
  }, 20_000);
}
const subjectOf = (mail: string) => /^Subject: (.*)$/m.exec(mail)?.[1]?.trim();

it('mails of an account are worded as it says, from the next one on, and as ever when it goes back', async () => {
  const accountId = newId('acc');
  expect(await change(accountId)).toMatchObject({ ...wording, changed: true, version: 1, changedBy: by });
  const worded = await mailTo({ accountId });
  expect(subjectOf(worded)).toBe('Come to Acme & Sons');
  expect(worded).toContain('Hi Ann!');
  expect(worded).toContain('Sent by Seatkeeper for Acme & Sons');
  // Another language and another account are others.
  expect(subjectOf(await mailTo({ accountId, locale: 'fr' }))).not.toMatch(/^Come/);
  expect(subjectOf(await mailTo({}))).toMatch(/^Invitation to Seatkeeper/);
  expect((await get(newId('acc'))).changed).toBe(false);

  await reset(accountId);
  expect(subjectOf(await mailTo({ accountId }))).toMatch(/^Invitation to Seatkeeper/);
  expect(await get(accountId)).toMatchObject({
    changed: false,
    version: 2,
    earlier: [{ ...wording, changedBy: by }],
  });
});

it('identity is asked for what else is known of a person only where the wording says it', async () => {
  const accountId = newId('acc');
  await change(accountId);
  await mailTo({ accountId });
  expect(office.peer.fieldsAsked).toEqual([]);
  await change(accountId, {
    wording: { ...wording, body: 'In {department}, level {custom.level}, says {actor}: {link}' },
  });
  const userId = newId('usr');
  office.peer.fields.set(userId, {
    firstName: 'Ann',
    lastName: 'Ang',
    username: 'ann@acme.example',
    email: 'ann@acme.example',
    title: '',
    department: 'Sales',
    office: '',
    actor: 'Bob Baker',
    custom: { level: '3' },
  });
  expect(await mailTo({ accountId, userId })).toContain('In Sales, level 3, says Bob Baker:');
  // Of somebody who is not there any more, or has nothing, nothing is said.
  expect(await mailTo({ accountId })).toContain('In , level , says :');
});

it('of many who change it upon the same version one does, and each change is told once', async () => {
  const accountId = newId('acc');
  const tries = await Promise.allSettled(
    [1, 2, 3, 4].map((n) =>
      change(accountId, { ifVersion: 0, wording: { ...wording, subject: `Subject ${n}` } }),
    ),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const each of tries)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'precondition-failed' });
  const { subject, version } = await get(accountId);
  expect(version).toBe(1);
  // The same once more is no change.
  expect(await change(accountId, { wording: { ...wording, subject } })).toMatchObject({ version: 1 });
  await expect(reset(accountId, 0)).rejects.toMatchObject({ code: 'precondition-failed' });
  await reset(accountId, 1);
  await reset(accountId);
  await eventually(() => expect(heardIn(accountId)).toHaveLength(2));
  expect((await get(accountId)).version).toBe(2);
});

it('what was never changed goes back to itself, but not upon a version that there never was', async () => {
  const accountId = newId('acc');
  await reset(accountId);
  await expect(reset(accountId, 3)).rejects.toMatchObject({ code: 'precondition-failed' });
  expect(await get(accountId)).toMatchObject({ version: 0, earlier: [], changedAt: null });
});

it('a wording that is wrong is refused, a tag nobody knows with the near one, and changes nothing', async () => {
  const accountId = newId('acc');
  const at = new Date().toISOString();
  const hireDate = { id: newId('cfd'), key: 'hireDate', label: 'Hired', type: 'date' as const };
  office.peer.customFields = [
    { ...hireDate, required: false, choices: [], createdAt: at, updatedAt: at, version: 1 },
  ];
  for (const [body, message] of [
    ['{custom.hiredate} {link}', /did you mean \{custom\.hireDate\}/],
    ['{firstname} {link}', /did you mean \{firstName\}/],
    ['Hello', /Say \{link\}/],
  ] as const)
    await expect(change(accountId, { wording: { ...wording, body } })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ path: 'body', message: expect.stringMatching(message) }],
    });
  await change(accountId, { wording: { ...wording, body: '{custom.hireDate} {link}' } });
  office.peer.customFields = [];
  expect((await get(accountId)).version).toBe(1);
});

it('mails that keep somebody safe have the words of the product', async () => {
  const accountId = newId('acc');
  for (const kind of ['password-reset', 'second-factor-removed', 'over-allocated'] as const) {
    await expect(change(accountId, { kind, wording: { subject: 'x', body: 'y' } })).rejects.toMatchObject({
      code: 'wording-fixed',
    });
    const template = await office.ask(getTemplate, { accountId, kind, locale: 'fr' });
    expect(template).toMatchObject({ fixed: true, tags: [], changed: false });
    expect(template.body).not.toBe('');
  }
});

it('a wording from a time when the account could word the mail is sent no more', async () => {
  const [service] = office.services;
  const key = { accountId: newId('acc'), kind: 'password-reset', locale: 'en' } as const;
  await service!.get(WordingsRepository).decideFirst(key, () => ({
    update: { set: { wording, changedAt: new Date(), changedBy: by } },
    events: [],
  }));
  expect(await service!.get(WordingsRepository).find(key)).toMatchObject({ wording });
  const letter = passwordResetMail.sample;
  expect(
    await service!.get(WordedMailsService).wordingOf(passwordResetMail, key.accountId, letter),
  ).toBeNull();
});

it('lists every kind in every language, and which are changed', async () => {
  const accountId = newId('acc');
  await change(accountId, { locale: 'fr' });
  const { items } = await office.ask(listTemplates, { accountId });
  expect(items.filter(({ changed }) => changed)).toMatchObject([{ kind: 'invitation', locale: 'fr' }]);
  expect(items.filter(({ kind }) => kind === 'password-reset')).toMatchObject([
    { fixed: true },
    { fixed: true },
  ]);
  expect(new Set(items.map(({ kind, locale }) => `${kind} ${locale}`)).size).toBe(items.length);
});

it('shows a mail before anything is saved, with a sample or a person, and saves and sends nothing', async () => {
  const accountId = newId('acc');
  const account = { name: 'Harbour Lane', slug: 'harbour-lane' };
  const preview = (more: Partial<Input<typeof previewTemplate>> = {}) =>
    office.ask(previewTemplate, { ...of(accountId), by, account, ...more });
  expect((await preview()).subject).toContain('join Harbour Lane');
  const tried = { subject: '{firstName} at {accountName}', body: '{office} {link}' };
  const sample = await preview({ wording: tried });
  expect(sample).toMatchObject({ subject: 'Ann at Harbour Lane', text: expect.stringMatching(/^Paris /) });
  expect(sample.html).toContain('/invitations/preview');

  const userId = newId('usr');
  await expect(preview({ userId })).rejects.toMatchObject({ code: 'not-found' });
  office.peer.fields.set(userId, {
    ...{ firstName: '<b>Liam</b>', lastName: 'Osei', username: 'liam', email: 'liam@acme.example' },
    ...{ title: '', department: '', office: 'Lyon', actor: 'Ada Quill', custom: {} },
  });
  const shown = await preview({ wording: tried, userId });
  expect(shown).toMatchObject({
    subject: '<b>Liam</b> at Harbour Lane',
    text: expect.stringMatching(/^Lyon /),
  });
  expect(shown.html).toContain('&lt;b&gt;Liam&lt;/b&gt; at Harbour Lane</title>');
  await expect(preview({ wording: { ...tried, body: '{offcie}' } })).rejects.toMatchObject({
    code: 'validation-failed',
  });
  expect((await get(accountId)).version).toBe(0);
});
