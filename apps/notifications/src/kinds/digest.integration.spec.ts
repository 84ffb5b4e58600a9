import { type DigestLetter, digestDue, systemActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, uniqueName } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';
import { digestMail } from './digest.js';
import { SAMPLE } from './mail.js';

const mails = useBillingMails(2);
const { one } = mails;
beforeEach(() => mails.office.peer.digests.clear());

const sample = digestMail.sample as unknown as DigestLetter;

function reader(change: Partial<DigestLetter> = {}) {
  const [userId, sendTo] = [newId('usr'), `${uniqueName('ada')}@acme.example`];
  mails.office.peer.digests.set(userId, { ...SAMPLE, ...sample, sendTo, ...change });
  return { userId, sendTo };
}

function firm() {
  const accountId = newId('acc');
  const level = {
    purchased: 20,
    used: 18,
    free: 2,
    level: 'low' as const,
    overAllocated: 0,
    isGraceOver: false,
  };
  mails.licensing.seats.set(accountId, { ...level, name: 'Core' });
  const period = { digestId: newId('dig'), from: sample.from, to: sample.to };
  const told = mails.told(digestDue, accountId, { accountId });
  const data = { accountId, actor: systemActor('digests'), ...period };
  const event = { id: newId('evt'), name: digestDue.name, at: new Date(), subject: accountId, data };
  return { ...told, tell: () => mails.office.publish(event) };
}

it('comes once to each reader, in their language, with what they may see and where to look', async () => {
  const [ada, bea] = [reader(), reader({ locale: 'fr', licences: null })];
  const { tell, states } = firm();
  await Promise.all([tell(), tell(), tell()]);
  const english = await one(ada.sendTo);
  expect(english.subject).toBe('Acme: what happened since January 7, 2030');
  expect(english.text).toContain(
    '- Joined: 3\n  https://seats.acme.example/people?status=active&sort=-createdAt',
  );
  expect(english.text).toContain('- Core: 18 of 20 held, 2 waiting');
  expect(english.text).toContain('- January 20, 2030: Core, 5 seats less');
  expect(english.text).toContain('https://seats.acme.example/my-mails');
  expect(english.text).toContain('- January 31, 2030: Core renews');
  // One ending, and where it belongs: the names of the layout are no words of a kind.
  expect(english.html.match(/You can do without these mails/g)).toHaveLength(1);
  const french = await one(bea.sendTo);
  expect(french.subject).toBe('Acme\u00a0: ce qui s’est passé depuis le 7 janvier 2030');
  expect(french.text).toContain('- Arrivées\u00a0: 3');
  expect(french.text).not.toContain('Core');
  await eventually(async () => expect(await states()).toEqual(['sent', 'sent']));
});

it('says nothing of what did not happen', async () => {
  const none = { joined: 0, left: 2, banned: 0, endingInvitations: 0, returnedInvitations: 0, leavings: 0 };
  const ada = reader({ people: none, licences: [] });
  await firm().tell();
  const { text } = await one(ada.sendTo);
  expect(text).toContain('- Left: 2');
  expect(text).not.toMatch(/Joined|Banned|Invitations|Seats|to come/);
  expect(text).not.toMatch(/\n{3}/);
});

it('is cancelled for who may see nothing of it any more when the mail is sent', async () => {
  const ada = reader();
  mails.office.peer.closed.add(ada.userId);
  const { tell, states } = firm();
  await tell();
  await eventually(async () => expect(await states()).toEqual(['cancelled']));
});

it('an account in which nothing happened has no mail to send', async () => {
  const { accountId, tell, states } = firm();
  await tell();
  await eventually(() => expect(mails.office.peer.digestsAsked).toContain(accountId));
  expect(await states()).toEqual([]);
});
