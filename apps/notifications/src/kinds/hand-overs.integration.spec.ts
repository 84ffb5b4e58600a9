import {
  type EventData,
  type HandOverLetter,
  type HandOverSide,
  reassignmentFinished,
  userActor,
} from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, type TestService, uniqueName } from '@seatkeeper/testing';
import { useBillingMails } from '../../testing/billing-mails.js';
import { SAMPLE } from './mail.js';

const mails = useBillingMails(2);
const { one } = mails;

let peer: TestService;
beforeAll(async () => {
  peer = await mails.office.reassignment();
});
afterAll(() => peer.close());

type Run = EventData<typeof reassignmentFinished>['reassignment'];

/** A run that has finished, as reassignment tells of it. */
function handOver() {
  const [accountId, id] = [newId('acc'), newId('rea')];
  const startedBy = userActor(newId('usr'));
  const at = '2030-01-01T08:00:00Z';
  const [from, to] = [newId('usr'), newId('usr')];
  const reassignment: Run = {
    ...{ id, from, plan: { from, to }, undoes: null, undoneBy: null, bound: null, state: 'finished' },
    progress: { total: 7, done: 7, byType: [{ type: 'matter', to, count: 7 }] },
    ...{ detail: null, startedBy, createdAt: at, startedAt: at, finishedAt: at },
  };
  const data = { accountId, actor: startedBy, reassignment };
  const event = { id: newId('evt'), name: reassignmentFinished.name, at: new Date(), subject: id, data };
  const told = (
    side: HandOverSide,
    { sendTo = `${uniqueName('mei')}@acme.example`, ...change }: Partial<HandOverLetter> = {},
  ) => {
    const letter = {
      ...{ ...SAMPLE, sendTo, from: 'Liam Osei', isUndo: false, finishedAt: at },
      moved: [
        { type: 'matter', count: 1_400 },
        { type: 'matter', field: 'Second owner', count: 2 },
      ],
      ...{ receivers: 1, receiversNamed: [], skipped: 0 },
      ...change,
    };
    mails.office.handOvers.told.set(newId('usr'), { reassignmentId: id, side, letter });
    return sendTo;
  };
  return {
    id,
    told,
    tell: () => peer.bus.publish([event]),
    deliveries: () => mails.office.deliveries.find(accountId, {}, { limit: 10 }),
  };
}

it('one run is one mail to each side, however often its end is told: theirs with their records, the other with the hand-over', async () => {
  const { id, told, tell, deliveries } = handOver();
  const receiver = told('received');
  const orderer = told('ordered', { receivers: 2, receiversNamed: ['Mei Sato', 'Nora Lind'], skipped: 1 });
  await Promise.all([tell(), tell(), tell()]);
  const theirs = await one(receiver);
  expect(theirs.subject).toBe('Records were handed over to you in Acme');
  expect(theirs.text).toContain('records of Liam Osei were handed over to you');
  expect(theirs.text).toContain('- matter: 1,400\n- matter · Second owner: 2');
  expect(theirs.text).toContain('https://seats.acme.example/profile');
  expect(theirs.text).not.toContain('/hand-overs');
  const whole = await one(orderer);
  expect(whole.subject).toBe('The hand-over from Liam Osei has finished');
  expect(whole.text).toContain('This went to Mei Sato and Nora Lind:');
  expect(whole.text).toContain('One record stayed where it was');
  expect(whole.text).toContain(`https://seats.acme.example/hand-overs?run=${id}`);
  await eventually(async () => {
    const kinds = (await deliveries()).map(({ kind, state }) => `${kind} ${state}`).sort();
    expect(kinds).toEqual(['hand-over-finished sent', 'records-received sent']);
  });
});

it('an undo says that it is one, in the language of the reader, and names nobody whom they may not see', async () => {
  const { told, tell } = handOver();
  const receiver = told('received', { isUndo: true, from: null, locale: 'fr' });
  const orderer = told('ordered', { isUndo: true, from: null, receivers: 7 });
  await tell();
  const theirs = await one(receiver);
  expect(theirs.subject).toBe('Des dossiers vous sont revenus chez Acme');
  expect(theirs.text).toContain('- matter\u00a0: 1\u202f400');
  const whole = await one(orderer);
  expect(whole.subject).toBe('A hand-over was given back');
  expect(whole.text).toContain('This went back to 7 people:');
  expect(whole.text).not.toContain('stayed');
});

it('two who share a mailbox are told one each, for each has other records', async () => {
  const { told, tell, deliveries } = handOver();
  const sendTo = told('received');
  told('received', { sendTo, firstName: 'Nora', moved: [{ type: 'event', count: 3 }] });
  await Promise.all([tell(), tell()]);
  await eventually(async () => {
    const kept = await deliveries();
    expect(kept.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });
});
