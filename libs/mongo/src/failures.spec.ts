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

it('turns an outage into a fault that asks to try again, and lets defects through', () => {
  const outage = new mongo.MongoNetworkError('connection closed');
  expect(translated(outage)).toMatchObject({ code: 'service-unavailable', cause: outage });
  const defect = new mongo.MongoServerError({ code: 2, message: 'bad value' });
  expect(translated(defect)).toBe(defect);
});
