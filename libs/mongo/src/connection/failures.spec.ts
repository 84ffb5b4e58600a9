import { mongo } from 'mongoose';
import { duplicateIndex, translated } from './failures.js';

const duplicate = (index: string) =>
  new mongo.MongoServerError({
    code: 11_000,
    message: `E11000 duplicate key error collection: db.users index: ${index} dup key: { accountId: "a" }`,
  });

it.each(['one-user-per-username', '_id_', 'a.b_1'])('names the index %s that refused', (index) => {
  expect(duplicateIndex(duplicate(index))).toBe(index);
  expect(translated(duplicate(index))).toMatchObject({ name: 'DuplicateKey', index });
});

it.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'])(
  'knows %s of a socket for an outage',
  (code) => {
    const outage = Object.assign(new Error(`write ${code}`), { code, errno: -32, syscall: 'write' });
    expect(translated(outage)).toMatchObject({ code: 'service-unavailable', cause: outage });
  },
);

it.each(['ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED'])(
  'knows %s of a stream for an outage',
  (code) => {
    const outage = Object.assign(new Error('Cannot write'), { code });
    expect(translated(outage)).toMatchObject({ code: 'service-unavailable', cause: outage });
  },
);

it('knows a server that shuts down for an outage', () => {
  const outage = new mongo.MongoServerError({ code: 11_600, message: 'interrupted at shutdown' });
  expect(translated(outage)).toMatchObject({ code: 'service-unavailable', cause: outage });
});

it('turns an outage into a fault that asks to try again, and lets defects through', () => {
  const outage = new mongo.MongoNetworkError('connection closed');
  expect(translated(outage)).toMatchObject({ code: 'service-unavailable', cause: outage });
  const defect = new mongo.MongoServerError({ code: 2, message: 'bad value' });
  expect(translated(defect)).toBe(defect);
});
