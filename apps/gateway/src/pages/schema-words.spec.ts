import { fieldsOf, type JsonSchema, typeOf } from './schema-words.js';

const words = (schema: JsonSchema) => typeOf(schema).text.replace(/<[^>]+>/g, '');

describe('a schema in words', () => {
  it.each<[JsonSchema, string]>([
    [{ type: 'string' }, 'text'],
    [{ type: 'string', minLength: 1, maxLength: 100 }, 'text of 1 to 100 characters'],
    [{ type: 'string', maxLength: 100 }, 'text of at most 100 characters'],
    [{ type: 'string', pattern: '^usr_[0-9a-z]{8,40}$' }, 'id usr_…'],
    [{ type: 'string', format: 'date-time' }, 'time'],
    [{ type: ['string', 'null'] }, 'text or null'],
    [{ enum: ['fail', 'wait'] }, '&quot;fail&quot; or &quot;wait&quot;'],
    [{ type: 'integer', minimum: 1, maximum: 1_000 }, 'whole number from 1 to 1000'],
    [{ type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }, 'whole number'],
    [{ type: 'boolean' }, 'true or false'],
    [
      { type: 'array', minItems: 2, maxItems: 50, items: { type: 'string' } },
      'list of text, 2 to 50 of them',
    ],
    [{ $ref: '#/components/schemas/User' }, 'User'],
    [{ anyOf: [{ $ref: '#/components/schemas/User' }, { type: 'null' }] }, 'User or null'],
    [
      {
        anyOf: [
          { type: 'object', properties: {} },
          { type: 'object', properties: {} },
        ],
      },
      'object',
    ],
    [{ type: 'object', additionalProperties: { type: 'string' } }, 'object of text'],
    [{}, 'anything'],
  ])('%j is %s', (schema, expected) => {
    expect(words(schema)).toBe(expected);
  });

  it('leads from a name to where the named schema is described', () => {
    expect(typeOf({ $ref: '#/components/schemas/User' }).text).toBe('<a href="#schema-User">User</a>');
  });
});

describe('the fields of a body', () => {
  it('are told with those of objects inside objects and lists, and both forms of one that has two', () => {
    const text = { type: 'string' };
    const body: JsonSchema = {
      type: 'object',
      required: ['name'],
      properties: {
        name: text,
        phones: { type: 'object', properties: { cell: text } },
        split: {
          type: 'array',
          items: {
            anyOf: [text, { type: 'object', properties: { to: text, weight: text }, required: ['to'] }],
          },
        },
        by: {
          anyOf: [
            { type: 'object', properties: { userId: text }, required: ['userId'] },
            { type: 'object', properties: { newUser: { $ref: '#/components/schemas/User' } } },
          ],
        },
      },
    };
    expect(fieldsOf(body).map(({ path, required }) => `${path}${required ? '!' : ''}`)).toEqual([
      'name!',
      'phones',
      'phones.cell',
      'split',
      'split[].to!',
      'split[].weight',
      'by',
      'by.userId!',
      'by.newUser',
    ]);
  });
});
