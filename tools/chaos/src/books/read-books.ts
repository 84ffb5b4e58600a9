import type { StackInfo } from '@seatkeeper/stack';
import { Mailbox } from '@seatkeeper/testing';
import type mongoose from 'mongoose';
import type { Books, Letter } from './books.js';

/** Reads the databases themselves and the mailbox. No service is asked, for what a service says may be what is wrong. */
export async function readBooks(
  mongo: mongoose.mongo.MongoClient,
  { databasePrefix, mail }: Pick<StackInfo, 'databasePrefix' | 'mail'>,
  { deadLetters, messages }: Pick<Books, 'deadLetters' | 'messages'>,
): Promise<Books> {
  const all = <T>(service: string, collection: string, ...fields: string[]) =>
    mongo
      .db(`${databasePrefix}-${service}`)
      .collection(collection)
      .find({}, { projection: Object.fromEntries(['accountId', ...fields].map((field) => [field, 1])) })
      .toArray() as unknown as Promise<T>;
  const [accounts, users, audit] = await Promise.all([
    all<Books['accounts']>('identity', 'accounts', 'globalAdmins'),
    all<Books['users']>(
      ...(['identity', 'users'] as const),
      ...['username', 'type', 'status', 'title', 'products', 'globalAdmin'],
      ...['flow', 'invitation', 'pastInvitations'],
    ),
    all<Books['audit']>('identity', 'audit', 'action', 'users'),
  ]);
  const [purchases, reductions, seats, ledger] = await Promise.all([
    all<Books['purchases']>(
      ...(['licensing', 'purchases'] as const),
      ...['purchaseId', 'origin', 'product', 'quantity', 'state'],
    ),
    all<Books['reductions']>('licensing', 'reductions', 'reductionId', 'product', 'quantity', 'state'),
    all<Books['seats']>('licensing', 'seats', 'seatId', 'product', 'state', 'holder'),
    all<Books['ledger']>('licensing', 'ledger', 'product', 'kind', 'purchased', 'used'),
  ]);
  const [deliveries, webhooks, records, runs, letters] = await Promise.all([
    all<Books['deliveries']>('notifications', 'deliveries', 'kind', 'invitationId', 'messageId', 'state'),
    all<Books['webhooks']>('notifications', 'webhook-deliveries', 'state'),
    all<Books['records']>('reassignment', 'records', 'type', 'externalId', 'ownerId', 'owners'),
    all<Books['runs']>('reassignment', 'runs', 'state', 'detail'),
    lettersAt(mail.web),
  ]);
  return {
    ...{ accounts, users, audit },
    ...{ purchases, reductions, seats, ledger },
    ...{ deliveries, webhooks, records, runs },
    ...{ letters, messages, deadLetters },
  };
}

async function lettersAt(web: string): Promise<Letter[]> {
  const mails = await new Mailbox(web).all();
  // A mail server that is killed leaves an empty file for a mail that it has not taken.
  const taken = mails.filter(({ messageId, to }) => messageId !== '' || to.length > 0);
  return taken.map(({ messageId, receivedAt, to }) => ({ messageId, at: receivedAt.getTime(), to }));
}
