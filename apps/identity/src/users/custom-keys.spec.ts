import { customKeyOf, customKeysOf } from './custom-keys.js';

describe('a custom field in a list', () => {
  it('has numbers in their order, whatever their sign and size', () => {
    const inOrder = [-1e300, -1_000, -2.5, -1, -1e-300, 0, 1e-300, 0.5, 1, 2, 10, 2 ** 53, 1e300];
    const keys = inOrder.map(customKeyOf);
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(inOrder.length);
    expect(customKeyOf(-0)).toBe(customKeyOf(0));
  });

  it('has texts as names stand: without capitals and accents', () => {
    const inOrder = ['Ebène', 'éclair', 'Eze', 'œuvre', 'Zoé'];
    expect(inOrder.map(customKeyOf).toSorted()).toEqual(inOrder.map(customKeyOf));
    expect(customKeyOf(' ÉCLAIR ')).toBe(customKeyOf('eclair'));
    expect(customKeyOf('x'.repeat(900))).toHaveLength(201);
  });

  it('never takes a text for a number or a truth value', () => {
    expect(new Set(['1', 1, 'true', true, 'b1'].map(customKeyOf)).size).toBe(5);
  });

  it('is nothing of who is just being created, or has none', () => {
    const customFields = { bar: 'Paris', hours: 35 };
    expect(customKeysOf({ status: 'active', customFields })).toEqual({
      bar: 'tparis',
      hours: customKeyOf(35),
    });
    expect(customKeysOf({ status: 'pending', customFields })).toBeUndefined();
    expect(customKeysOf({ status: 'active', customFields: {} })).toBeUndefined();
  });
});
