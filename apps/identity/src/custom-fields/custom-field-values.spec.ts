import { cellValue, columnNames, fit, fitted } from './custom-field-values.js';
import type { StoredCustomField } from './custom-fields.schema.js';

const t0 = new Date('2026-11-28T09:00:00Z');
const field = (key: string, more: Partial<StoredCustomField> = {}): StoredCustomField => ({
  id: `cfd_${key}`,
  key,
  label: key.toUpperCase(),
  type: 'text',
  required: false,
  choices: [],
  createdAt: t0,
  updatedAt: t0,
  version: 1,
  ...more,
});
const towns = {
  type: 'choice' as const,
  choices: [
    { value: 'CC-7', label: 'Québec' },
    { value: 'CC-8', label: 'Lyon' },
  ],
};

describe('a value', () => {
  it.each([
    ['text', 'any', 'any'],
    ['text', 7, null],
    ['number', 7.5, 7.5],
    ['number', '7', null],
    ['yes-no', false, false],
    ['yes-no', 'false', null],
    ['date', '2028-02-29', '2028-02-29'],
    ['date', '2027-02-29', null],
    ['date', '29/02/2028', null],
    ['date', 20280229, null],
  ] as const)('of a field of the type %s that is said as %j is %j, or refused', (type, said, value) => {
    const result = fit({ type, choices: [] }, said);
    expect('value' in result ? result.value : null).toBe(value);
  });

  it.each([
    ['its value', 'CC-7', 'CC-7'],
    ['what it is called, in whatever letters', 'QUÉBEC', 'CC-7'],
  ])('of a choice is known by %s', (_case, said, value) => {
    expect(fit(towns, said)).toEqual({ value });
  });

  it('that is no choice is told some that are', () => {
    expect(fit(towns, 'CC-9')).toEqual({ message: 'Expected one of CC-7, CC-8' });
    const many = Array.from({ length: 12 }, (_, n) => ({ value: `v${n}`, label: '' }));
    expect(fit({ type: 'choice', choices: many }, 'x')).toEqual({
      message: 'Expected one of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9 and 2 more',
    });
  });
});

describe('what is said of a user', () => {
  const fields = [field('costCentre', { ...towns, required: true }), field('badge', { type: 'number' })];
  const errors = (...args: Parameters<typeof fitted>) =>
    fitted(...args).errors.map(({ path, message }) => [path, message]);

  it('is anything where nothing is defined', () => {
    expect(fitted([], { any: 1 }, { needsAll: true })).toEqual({ values: { any: 1 }, errors: [] });
  });

  it('is stored by the values of choices, and told all that is wrong at once, with the key that was meant', () => {
    expect(fitted(fields, { costCentre: 'lyon', badge: 7 }, { needsAll: true })).toEqual({
      values: { costCentre: 'CC-8', badge: 7 },
      errors: [],
    });
    expect(errors(fields, { costcentre: 'CC-7', badge: 'x' }, { needsAll: true })).toEqual([
      [
        'customFields.costcentre',
        'There is no custom field with the key costcentre; did you mean costCentre?',
      ],
      ['customFields.badge', 'Expected a number'],
      ['customFields.costCentre', 'COSTCENTRE is required'],
    ]);
  });

  it.each([
    ['a value from before, said again', { old: 'x', badge: 'seven' }, []],
    [
      'a value from before, changed',
      { old: 'y' },
      [['customFields.old', expect.stringContaining('no custom field')]],
    ],
    ['a value from before, removed', { old: null }, []],
    [
      'a required one, removed',
      { costCentre: null },
      [['customFields.costCentre', 'COSTCENTRE is required: change it']],
    ],
    ['nothing of a required one', { badge: 8 }, []],
  ])('of somebody who is there: %s', (_case, said, expected) => {
    const held = { old: 'x', badge: 'seven', costCentre: 'CC-7' };
    expect(errors(fields, said, { held })).toEqual(expected);
  });

  it('may leave out what is required where the user never had it', () => {
    expect(errors(fields, { costCentre: null }, { held: {} })).toEqual([]);
  });
});

describe('a cell of a file', () => {
  it.each([
    ['text', '123', '123'],
    ['text', '"123"', '123'],
    ['text', '1e3', '1e3'],
    ['choice', '7', '7'],
    ['date', '2028-02-29', '2028-02-29'],
    ['number', '123', 123],
    ['yes-no', 'Oui', true],
    ['yes-no', 'no', false],
    ['yes-no', 'perhaps', 'perhaps'],
    [undefined, '123', 123],
  ] as const)('of a field of the type %s that holds %j means %j', (type, cell, value) => {
    expect(cellValue(type && { type }, cell)).toBe(value);
  });

  it('stands under what is defined, in its order, and then under what users have besides', () => {
    expect(columnNames([field('b'), field('a')], ['a', 'c'])).toEqual(['b', 'a', 'c']);
  });
});

it('of very many unknown fields twenty are told, and however many names nearly match, it takes no time to speak of', () => {
  const known = Array.from({ length: 100 }, (_, n) => field(`${'a'.repeat(36)}${n}`));
  const said = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`${'b'.repeat(34)}${n}`, 'x']));
  expect(fitted(known, said, {}).errors).toHaveLength(20);
});

it('a key that every object inherits is a key like others', () => {
  const fields = [field('constructor', { required: true })];
  expect(fitted(fields, {}, { needsAll: true }).errors).toMatchObject([{ path: 'customFields.constructor' }]);
  expect(fitted(fields, { constructor: null }, { held: {} }).errors).toEqual([]);
});
