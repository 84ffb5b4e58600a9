import { digestDue, type DigestLetter, systemActor } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { eventually, uniqueName } from '@seatkeeper/testing';
import { useMortalNotifications } from '../../testing/mortal-notifications.js';
import { digestMail } from './digest.js';

const sample = digestMail.sample as unknown as DigestLetter;
const READERS = 4;

const mortal = useMortalNotifications();
const { start } = mortal;

it('a digest comes once to each reader though every process dies between the deliveries of two of them', async () => {
  const { server, office } = mortal;
  const [accountId, digestId] = [newId('acc'), newId('dig')];
  const addresses = Array.from({ length: READERS }, () => `${uniqueName('ada')}@acme.example`);
  for (const sendTo of addresses)
    office.peer.digests.set(newId('usr'), { ...sample, licences: null, sendTo });
  const first = start('notifications.delivery.afterInsert');
  const data = { accountId, actor: systemActor('digests'), digestId, from: sample.from, to: sample.to };
  await eventually(() => expect(first.output()).toContain('"listening"'), 40_000);
  await office.publish({ id: newId('evt'), name: digestDue.name, at: new Date(), subject: accountId, data });
  expect(await first.ended).toBe('SIGKILL');
  expect(await start('notifications.delivery.afterInsert#2').ended).toBe('SIGKILL');

  start();
  const mailsTo = (address: string) => server.taken.filter((mail) => mail.includes(`<${address}>`)).length;
  await eventually(() => expect(addresses.map(mailsTo)).toEqual(addresses.map(() => 1)), 60_000);
  expect(server.received).toBe(READERS);
}, 180_000);
