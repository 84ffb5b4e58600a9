import { placeTaken, type ReplacementLetter, userActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { uniqueName } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';
import { SAMPLE } from './mail.js';

const mails = useBillingMails(1);
const { one } = mails;
const level = {
  purchased: 20,
  used: 18,
  free: 2,
  level: 'low' as const,
  overAllocated: 0,
  isGraceOver: false,
};

function successor(change: Partial<ReplacementLetter> = {}) {
  const [accountId, userId, replacementId] = [newId('acc'), newId('usr'), newId('rpl')];
  const sendTo = `${uniqueName('mei')}@acme.example`;
  const nothing = { products: [], directReports: 0, groupsManaged: [], hasRecords: false };
  const letter = { ...SAMPLE, sendTo, replaced: 'Liam Osei', ...nothing, ...change };
  mails.office.replacements.letters.set(replacementId, letter);
  mails.licensing.seats.set(accountId, { ...level, name: 'Contracts' });
  const data = { accountId, actor: userActor(newId('usr')), userId, sendTo, replacementId };
  const event = { id: newId('evt'), name: placeTaken.name, at: new Date(), subject: userId, data };
  return { sendTo, tell: () => mails.office.publish(event) };
}

it('who takes a place is told once from whom, what came with it, and where the records will be', async () => {
  const groupsManaged = ['Sales', 'Tax & Co', 'Support'];
  const { sendTo, tell } = successor({
    products: ['contract'],
    directReports: 1_200,
    groupsManaged,
    hasRecords: true,
  });
  await Promise.all([tell(), tell(), tell()]);
  const { subject, text } = await one(sendTo);
  expect(subject).toBe('You take over from Liam Osei in Acme');
  expect(text).toContain('- People who report to you: 1,200');
  expect(text).toContain('- Groups to manage: Sales, Tax & Co, and Support');
  expect(text).toContain('- Seats: Contracts');
  expect(text).toContain('Records are on their way to you');
  expect(text).toContain('https://seats.acme.example/profile');
});

it('nothing that did not come is mentioned, nor whom the reader may not see; of many groups only how many', async () => {
  const [plain, many] = [
    successor({ replaced: null, locale: 'fr' }),
    successor({ groupsManaged: ['A', 'B', 'C', 'D', 'E', 'F'] }),
  ];
  await Promise.all([plain.tell(), many.tell()]);
  const { subject, text } = await one(plain.sendTo);
  expect(subject).toBe('Vous succédez à une autre personne chez Acme');
  expect(text).not.toMatch(/^- /m);
  expect(text).not.toContain('en route');
  expect((await one(many.sendTo)).text).toContain('- Groups to manage: 6');
});
