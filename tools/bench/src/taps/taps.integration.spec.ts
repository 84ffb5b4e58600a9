import { connect } from 'amqplib';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';
import type { NetConnectOpts } from 'node:net';
import { watchAmqp } from './amqp-wire.js';
import { Journal, labelOf } from './journal.js';
import { isHousekeeping, watchMongo } from './mongo-wire.js';
import { watchRedis } from './redis-wire.js';
import { openTap, type Tap, type Watcher } from './tap.js';
import { serverAddress } from '../stack/addresses.js';

const me = [{ name: 'this test', pid: process.pid }];

describe('a tap', () => {
  let journal: Journal;
  let tap: Tap;

  const open = async (server: NetConnectOpts, watch: (journal: Journal, who: string) => Watcher) => {
    journal = new Journal();
    tap = await openTap(
      server,
      () => me,
      (who) => watch(journal, who),
    );
    return `127.0.0.1:${tap.port}`;
  };
  const seen = () =>
    journal
      .take()
      .filter((sight) => !isHousekeeping(sight))
      .map(labelOf);

  afterEach(() => tap.close());

  it('before MongoDB tells commands by who asked, what of, and with which filter, also of large batches', async () => {
    const host = await open(serverAddress(process.env['MONGODB_URI'] ?? ''), watchMongo);
    const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`);
    const things = client
      .db(`tap-${process.pid}`)
      .collection<{ _id: number; text?: string; n?: number }>('things');
    try {
      const many = Array.from({ length: 500 }, (_, n) => ({ _id: n, text: 'x'.repeat(1_000) }));
      await things.insertMany(many);
      await things.find({ _id: { $gte: 10 }, $or: [{ text: 'x' }, { n: { $exists: false } }] }).toArray();
      await things.findOneAndUpdate({ _id: 3 }, { $set: { text: 'y' }, $inc: { n: 1 } });
      await things.bulkWrite([
        { updateOne: { filter: { _id: 1 }, update: [{ $set: { n: 1 } }] } },
        { updateOne: { filter: { _id: 2 }, update: [{ $set: { n: 1 } }] } },
      ]);
      await things.aggregate([{ $match: { n: 1 } }, { $limit: 1 }]).toArray();
      expect(seen().map((label) => label.replace('mongodb this test: ', ''))).toEqual([
        'insert things',
        'find things {_id: {$gte}, $or}',
        'getMore things',
        'findAndModify things {_id} → {$set: {text}, $inc: {n}}',
        'update things {_id} → {$set: {n}}',
        'aggregate things {$match: {n}} {$limit}',
      ]);
    } finally {
      await client.db(`tap-${process.pid}`).dropDatabase();
      await client.close();
    }
  });

  it('before RabbitMQ tells messages by queue and type, sent and handed out', async () => {
    const url = new URL(process.env['AMQP_URL'] ?? '');
    const server = serverAddress(url.href);
    url.host = await open(server, watchAmqp);
    const connection = await connect(url.href);
    try {
      const channel = await connection.createConfirmChannel();
      const queue = `seatkeeper-tap${process.pid}.things`;
      await channel.assertQueue(queue, { exclusive: true });
      const heard = new Promise<void>((resolve) => {
        void channel.consume(queue, (message) => {
          if (message) channel.ack(message);
          resolve();
        });
      });
      channel.publish('', queue, Buffer.alloc(300_000), {
        type: 'thing.done.v1',
        headers: { a: 'b' },
        persistent: true,
        timestamp: 1,
        correlationId: 'c',
      });
      await channel.waitForConfirms();
      await heard;
      await channel.close();
    } finally {
      await connection.close();
    }
    const sights = journal.take();
    const labels = sights.map(({ kind, what }) => `${kind} ${what}`.trim());
    expect(labels.toSorted()).toEqual([
      'ack',
      'confirm',
      'declare',
      'deliver things thing.done.v1',
      'publish things thing.done.v1',
    ]);
    expect(sights.find(({ kind }) => kind === 'publish')?.detail).toBe('300000 bytes');
  });

  it('before Redis tells commands and scripts by the end of their key, also of several in one packet', async () => {
    const url = new URL(process.env['REDIS_URL'] ?? '');
    const server = serverAddress(url.href);
    url.host = await open(server, watchRedis);
    const redis = new Redis(url.href);
    const key = `tap:${process.pid}:things:count`;
    await redis
      .pipeline()
      .set(key, 'two\r\nlines ✓')
      .incrby(`${key}:2`, 3)
      .eval('return 1', 1, key)
      .del(key, `${key}:2`)
      .exec();
    redis.disconnect();
    const mine = seen().filter((label) => label.includes('count'));
    expect(mine.map((label) => label.replace('redis this test: ', ''))).toEqual([
      'set things:count',
      'incrby count:2',
      'eval things:count',
      'del things:count',
    ]);
  });
});
