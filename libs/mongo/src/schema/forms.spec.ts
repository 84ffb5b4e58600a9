import mongoose, { type Schema } from 'mongoose';
import fc from 'fast-check';
import { checkedOperations } from '../changes/checked.js';
import { defineCollection, type Stored } from './collection.js';
import { castDocument } from './document.js';
import { formOf, OTHER } from './forms.js';

const text = { type: String, required: true };
const { Mixed } = mongoose.Schema.Types;
const spec = defineCollection({
  name: 'things',
  fields: {
    name: text,
    level: { type: String, enum: ['low', 'high'] },
    title: { type: String, default: null },
    rank: Number,
    isOpen: { type: Boolean, required: true },
    at: { type: Date, required: true },
    tags: [String],
    parts: { type: [String], default: undefined },
    by: { type: Object, required: true },
    changes: { type: [{ field: String, before: Mixed, after: Mixed }], required: true },
    ban: { type: { reason: text, until: { type: Date, default: null } } },
    unit: { type: { id: text }, default: null },
    lease: { by: String, until: Date, deep: { n: Number } },
    mark: { id: text, n: Number },
  },
  indexes: [],
});
const model = mongoose.model<Stored>('things', spec.schema as unknown as Schema<Stored>);
const form = formOf(spec.schema);

const given = () => ({
  _id: 'one',
  accountId: 'acc_one',
  version: 1,
  name: 'Ann',
  isOpen: true,
  at: new Date('2026-01-01'),
  by: { type: 'user', id: 'usr_ann', keyId: undefined },
  changes: [{ field: 'name', before: null, after: { deep: [1, 'two', new Date(0)] } }],
  mark: { id: 'm' },
});

/** What of it is stored, to the last byte; with the reason where Mongoose refuses it. */
const written = (document: unknown) =>
  Buffer.from(mongoose.mongo.BSON.serialize(document as object)).toString('hex');

async function byMongoose(document: object): Promise<string> {
  return castDocument(model, document).then(written, () => 'refused');
}

describe('the form of a document', () => {
  it('is what Mongoose would store, with what is left out filled in, and nothing shared with what was given', async () => {
    const document = given();
    const copy = form(document) as ReturnType<typeof given>;
    expect(written(copy)).toBe(await byMongoose(document));
    expect(copy).toMatchObject({ tags: [], title: null, unit: null });
    expect(copy.at).not.toBe(document.at);
    expect(copy.by).not.toBe(document.by);
    expect(copy.changes[0]).not.toBe(document.changes[0]);
  });

  it.each<[string, object]>([
    ['a field that is not declared', { colour: 'red' }],
    ['one in a group', { lease: { colour: 'red' } }],
    ['one in a list', { changes: [{ colour: 'red' }] }],
    ['one that has to be there', { name: undefined }],
    ['an empty text that has to be there', { name: '' }],
    ['one of a group that has to be there', { mark: { n: 1 } }],
    ['a text that is a number', { name: 5 }],
    ['a number that is a text', { rank: '5' }],
    ['no number', { rank: NaN }],
    ['a time that is a text', { at: '2026-01-01' }],
    ['no time', { at: new Date('never') }],
    ['a truth that is a text', { isOpen: 'yes' }],
    ['a word that is not among those allowed', { level: 'middle' }],
    ['a list that is none', { tags: 'one' }],
    ['a list of something else', { tags: [5] }],
    ['nothing where something has to be', { by: null }],
    ['what only the database knows', { by: { id: new mongoose.Types.ObjectId() } }],
    ['a name that is no field', { by: JSON.parse('{"__proto__": {"a": 1}}') as object }],
    ['a name that makes a document of Mongoose of it', { by: { $__: [] } }],
  ])('is left to Mongoose with %s', (_case, values) => {
    expect(form({ ...given(), ...values })).toBe(OTHER);
  });

  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const anything = fc.oneof(
    fc.string(),
    fc.double(),
    fc.boolean(),
    fc.date(),
    fc.constant(null),
    fc.jsonValue(),
  );
  const mostly = <T>(right: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 15, arbitrary: right }, { weight: 1, arbitrary: anything });
  const loaded = [
    '__proto__',
    'constructor',
    '$__',
    '_bsontype',
    'toBSON',
    'toObject',
    '_id',
    '$isMongooseMap',
    'isMongooseBuffer',
  ];
  const names = fc.oneof({ weight: 9, arbitrary: fc.string() }, fc.constantFrom(...loaded));
  const documents = fc.record({
    name: mostly(fc.string({ minLength: 1 })),
    level: maybe(mostly(fc.constantFrom('low', 'high'))),
    title: maybe(fc.oneof(fc.string(), fc.constant(null))),
    rank: maybe(mostly(fc.integer())),
    isOpen: mostly(fc.boolean()),
    at: mostly(fc.date({ noInvalidDate: true })),
    tags: maybe(mostly(fc.array(fc.string()))),
    parts: maybe(fc.array(fc.string())),
    by: mostly(fc.dictionary(names, fc.jsonValue())),
    changes: fc.array(
      fc.record({ field: fc.string(), before: maybe(fc.jsonValue()), after: maybe(anything) }),
    ),
    ban: maybe(fc.oneof(fc.record({ reason: fc.string(), until: maybe(fc.date()) }), fc.constant(null))),
    unit: maybe(fc.oneof(fc.record({ id: fc.string() }), fc.constant(null))),
    lease: maybe(
      fc.record({
        by: maybe(fc.string()),
        until: maybe(fc.date()),
        deep: maybe(fc.record({ n: maybe(fc.integer()) })),
      }),
    ),
  });

  it('is, whatever is given, what Mongoose would store, or is left to it', async () => {
    let straight = 0;
    await fc.assert(
      fc.asyncProperty(documents, async (values) => {
        const document = { ...given(), ...values };
        const copy = form(document);
        if (copy === OTHER) return;
        straight += 1;
        expect(written(copy)).toBe(await byMongoose(document));
      }),
      { numRuns: 500 },
    );
    expect(straight).toBeGreaterThan(50);
  });
});

describe('the operators of an update', () => {
  const checked = (operations: Record<string, Record<string, unknown>>) =>
    checkedOperations(spec.schema, operations);

  it('are copied where their values are as the schema says', () => {
    const at = new Date();
    const operations = {
      $set: { name: 'Bea', at, 'lease.by': 'me', ban: { reason: 'late' }, title: null },
      $unset: { 'lease.until': 1, rank: 1 },
      $inc: { version: 1, 'lease.deep.n': -2 },
      $push: { tags: 'one', changes: { $each: [{ field: 'x', after: at }], $slice: -3 } },
      $min: { at },
    };
    expect(checked(operations)).toEqual({
      ...operations,
      $set: { ...operations.$set, ban: { reason: 'late', until: null } },
    });
  });

  it.each([
    ['a path that is not declared', { $set: { 'lease.colour': 'red' } }],
    ['a path in what has no form', { $set: { 'by.id': 'x' } }],
    ['a value of another type', { $set: { rank: '5' } }],
    ['a value that has to be there', { $set: { name: null } }],
    ['taking away what has to be there', { $unset: { name: 1 } }],
    ['counting up a text', { $inc: { name: 1 } }],
    ['a list in place of one entry', { $push: { tags: ['a'] } }],
    ['an entry of another form', { $push: { changes: { $each: [{ colour: 'red' }] } } }],
    ['an order of entries', { $push: { tags: { $each: ['a'], $sort: 1 } } }],
    ['another operator', { $addToSet: { tags: 'a' } }],
  ])('are left to Mongoose with %s', (_case, operations) => {
    expect(checked(operations as never)).toBeNull();
  });
});
