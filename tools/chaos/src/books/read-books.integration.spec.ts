import { servers, uniqueName } from '@seatkeeper/testing';
import mongoose from 'mongoose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expected, rightBooks } from '../../testing/right-books.js';
import { violationsOf } from './audit.js';
import { readBooks } from './read-books.js';

const databasePrefix = uniqueName('chaos');
const mongo = new mongoose.mongo.MongoClient(servers().mongo);
const database = (service: string) => mongo.db(`${databasePrefix}-${service}`);
const right = rightBooks();
const PLACES: [service: string, of: Record<string, readonly object[]>][] = [
  ['identity', { accounts: right.accounts, users: right.users, audit: right.audit }],
  [
    'licensing',
    {
      ...{ purchases: right.purchases, reductions: right.reductions },
      ...{ seats: right.seats, ledger: right.ledger },
    },
  ],
  ['notifications', { deliveries: right.deliveries, 'webhook-deliveries': right.webhooks }],
  ['reassignment', { records: right.records, runs: right.runs }],
];

/** A mailbox that answers as the catcher does, whose letters a test can lose. */
let mailbox: Server;
let web: string;
let letters = right.letters;

beforeAll(async () => {
  mailbox = createServer((_request, response) => {
    const caught = letters.map(({ messageId, at, to }) => ({
      ...{ id: messageId, time: new Date(at).toISOString(), subject: '', from: [], text: '' },
      ...{ headers: { 'message-id': messageId }, envelope: { to: to.map((address) => ({ address })) } },
    }));
    response.setHeader('content-type', 'application/json').end(JSON.stringify(caught));
  });
  await new Promise<void>((resolve) => mailbox.listen(0, '127.0.0.1', resolve));
  web = `http://127.0.0.1:${(mailbox.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  letters = right.letters;
  for (const [service, collections] of PLACES)
    for (const [name, documents] of Object.entries(collections)) {
      await database(service).collection(name).deleteMany({});
      await database(service).collection(name).insertMany(structuredClone(documents));
    }
});
afterAll(async () => {
  for (const [service] of PLACES) await database(service).dropDatabase();
  await mongo.close();
  mailbox.close();
});

const laws = async () => {
  const { messages } = right;
  const books = await readBooks(
    mongo,
    { databasePrefix, mail: { web, smtp: '' } },
    { deadLetters: {}, messages },
  );
  return [...new Set(violationsOf(books, expected, []).map(({ law }) => law))];
};
const write = (service: string, collection: string, of: string, values: object) =>
  database(service)
    .collection(collection)
    .updateOne({ _id: of as never }, { $set: values });

it('reads books that are right as they are', async () => {
  expect(await laws()).toEqual([]);
});

it('finds a seat that somebody holds twice', async () => {
  await write('licensing', 'seats', 'acc_1/buy:4', { state: 'held', holder: 'usr_ben' });
  expect(await laws()).toContain('nobody holds two seats');
});

it('finds a mail that is lost', async () => {
  letters = letters.slice(1);
  expect(await laws()).toEqual(['what is said to be sent is in the mailbox']);
});

it('finds a record that stayed with who has left', async () => {
  await write('reassignment', 'records', 'rec_1', { ownerId: 'usr_dora', owners: [] });
  expect(await laws()).toContain('nobody who has left owns a record');
});

it('finds a webhook that was never sent', async () => {
  await write('notifications', 'webhook-deliveries', 'whd_ben', { state: 'cancelled' });
  expect(await laws()).toEqual(['no webhook is given up']);
});

it('finds a ledger that does not add up', async () => {
  await write('licensing', 'ledger', 'line-5', { used: 0 });
  expect(await laws()).toEqual(['the ledger adds up to the seats']);
});
