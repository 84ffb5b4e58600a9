import {
  type AccessChange,
  accessEnded,
  type AccessLetter,
  type EventContract,
  passwordChangeRequired,
  userBanned,
  userUnbanned,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, Mailbox, servers } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';
import { toldUser } from '../../testing/told-user.js';

describe('mails about somebody’s access', () => {
  let office: PostOffice;
  let mailbox: Mailbox;
  beforeAll(async () => {
    const { mail } = servers();
    if (!mail) throw new Error('MAIL_SMTP_URL and MAIL_WEB_URL name no mail catcher.');
    mailbox = new Mailbox(mail.web);
    office = await PostOffice.open(mail.smtp);
  });
  afterAll(() => office.close());

  /** Somebody of whom identity says this. */
  const somebody = (about: AccessChange, change: Partial<AccessLetter> = {}) => {
    const {
      accountId,
      actor,
      userId,
      sendTo,
      invitedBy: _by,
      expiresAt: _at,
      ...words
    } = office.invitation();
    const letter = { ...words, sendTo, since: null, until: null, ...change };
    office.access.letters.set(userId, { about, letter });
    return { accountId, actor, userId, sendTo };
  };
  type Somebody = ReturnType<typeof somebody>;
  const eventOf = (contract: EventContract, { userId }: Somebody, data: unknown) => ({
    id: newId('evt'),
    name: contract.name,
    at: new Date(),
    subject: userId,
    data,
  });
  const changed = (
    { accountId, actor, userId, sendTo }: Somebody,
    type: 'standard' | 'service' = 'standard',
  ) => ({
    accountId,
    actor,
    user: toldUser({ id: userId, accountId, type, email: sendTo }),
    changes: [],
  });
  const only = (address: string) =>
    eventually(async () => {
      const mails = await mailbox.to(address);
      expect(mails).toHaveLength(1);
      return mails[0];
    });

  it('a ban is told once however often its event comes, with the end in the zone of the account', async () => {
    const person = somebody('banned', { since: '2030-01-01T08:00:00Z', until: '2030-01-15T08:00:00Z' });
    const event = eventOf(userBanned, person, changed(person));
    for (let time = 0; time < 3; time += 1) await office.publish(event);
    const mail = await only(person.sendTo);
    expect(mail?.subject).toBe('Your access to Acme & Sons on Seatkeeper is blocked');
    expect(mail?.text).toMatch(/January 15, 2030 at 9:00.AM \(Central European Standard Time\)/);
    expect(mail?.links).toEqual([]);
    expect(await office.deliveries.find(person.accountId, {}, { limit: 10 })).toHaveLength(1);
  });

  it('one without an end says who can lift it, in the language of the person', async () => {
    const person = somebody('banned', { since: '2030-01-01T08:00:00Z', locale: 'fr' });
    await office.publish(eventOf(userBanned, person, changed(person)));
    const mail = await only(person.sendTo);
    expect(mail?.text).toContain('dès qu’une personne qui administre Acme & Sons lèvera');
  });

  it('a lifted ban is told with where to sign in, and a machine is told of none', async () => {
    const [person, machine] = [somebody('unbanned'), somebody('unbanned')];
    await office.publish(eventOf(userUnbanned, machine, changed(machine, 'service')));
    await office.publish(eventOf(userUnbanned, person, changed(person)));
    const mail = await only(person.sendTo);
    expect(mail?.subject).toBe('You can sign in to Acme & Sons on Seatkeeper again');
    expect(mail?.text).toContain('https://seats.acme.example');
    expect(await office.deliveries.find(machine.accountId, {}, { limit: 10 })).toEqual([]);
  });

  it('what has become otherwise before its turn is told to nobody', async () => {
    const person = somebody('unbanned');
    await office.publish(eventOf(userBanned, person, changed(person)));
    await eventually(async () => {
      const kept = await office.deliveries.find(person.accountId, {}, { limit: 10 });
      expect(kept).toMatchObject([{ kind: 'banned', state: 'cancelled' }]);
    });
    expect(await mailbox.to(person.sendTo)).toEqual([]);
  });

  it('who has left is told so, with no link, for they could open none', async () => {
    const person = somebody('deactivated', { since: '2030-01-01T08:00:00Z' });
    await office.tell(accessEnded, person);
    const mail = await only(person.sendTo);
    expect(mail?.subject).toBe('Your access to Acme & Sons on Seatkeeper has ended');
    expect([mail?.links, mail?.text]).toEqual([[], expect.not.stringContaining('https://')]);
  });

  it('who has to choose another password is told where to sign in, once', async () => {
    const person = somebody('password-change-required');
    await office.tell(passwordChangeRequired, person);
    const mail = await only(person.sendTo);
    expect(mail?.subject).toBe('Your password for Acme & Sons on Seatkeeper has to be changed');
    expect(mail?.text).toContain('https://seats.acme.example');
    expect(await office.deliveries.find(person.accountId, {}, { limit: 10 })).toHaveLength(1);
  });
});
