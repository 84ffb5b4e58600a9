import { emailChangeAsked, emailChanged, emailChangeIssued } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, Mailbox, servers } from '@seatkeeper/testing';
import { PostOffice } from '../../testing/post-office.js';

describe('mails about another address', () => {
  let office: PostOffice;
  let mailbox: Mailbox;
  beforeAll(async () => {
    const { mail } = servers();
    if (!mail) throw new Error('MAIL_SMTP_URL and MAIL_WEB_URL name no mail catcher.');
    mailbox = new Mailbox(mail.web);
    office = await PostOffice.open(mail.smtp);
  });
  afterAll(() => office.close());

  const asked = () => {
    const { accountId, actor, userId, sendTo: from, ...words } = office.invitation();
    const [changeId, to] = [newId('emc'), `${newId('to')}@private.example`];
    const at = '2030-11-28T06:00:00Z';
    office.emailChanges.letters.set(changeId, { ...words, sendTo: to, expiresAt: '2030-12-01T06:00:00Z' });
    const notice = { newAddress: 't•••@private.example', changedBy: 'Bob Baker', at };
    office.emailChanges.notices.set(changeId, { ...words, sendTo: from, ...notice });
    return { from, to, changeId, due: { accountId, actor, userId, changeId } };
  };
  const only = (address: string) =>
    eventually(async () => {
      const mails = await mailbox.to(address);
      expect(mails).toHaveLength(1);
      return mails[0];
    });

  it('go to the new one with the link, and to the one before without, once for each time they are due', async () => {
    const { from, to, changeId, due } = asked();
    const data = { ...due, sendTo: to };
    const event = {
      id: newId('evt'),
      name: emailChangeIssued.name,
      at: new Date(),
      subject: due.userId,
      data,
    };
    for (let time = 0; time < 2; time += 1) await office.publish(event);
    await office.tell(emailChangeAsked, { ...due, sendTo: from });
    const link = await only(to);
    expect(link?.subject).toBe('Confirm your new address for Acme & Sons on Seatkeeper');
    expect(link?.links).toEqual([`https://seats.acme.example/email-changes/token-of-${changeId}`]);
    const notice = await only(from);
    expect(notice?.subject).toBe('Your address for Acme & Sons on Seatkeeper is about to change');
    expect([notice?.links, notice?.text]).toEqual([[], expect.stringContaining('t•••@private.example')]);
  });

  it('go to the one before also when the person has another by then, and the link of what is over goes nowhere', async () => {
    const { from, to, changeId, due } = asked();
    office.emailChanges.letters.delete(changeId);
    await office.tell(emailChangeIssued, { ...due, sendTo: to });
    await office.tell(emailChanged, { ...due, sendTo: to });
    expect((await only(from))?.subject).toBe('Your address for Acme & Sons on Seatkeeper was changed');
    expect(await mailbox.to(to)).toEqual([]);
  });
});
