import { derivedId, newId } from './ids.js';

describe('ids', () => {
  it('are the prefix and 25 characters of 0-9 and a-z', () => {
    for (let n = 0; n < 1_000; n += 1) expect(newId('usr')).toMatch(/^usr_[0-9a-z]{25}$/);
    expect(derivedId('dlv', 'evt_1', 'ann@acme.example')).toMatch(/^dlv_[0-9a-z]{25}$/);
  });

  it('are never the same twice when they are new', () => {
    const ids = Array.from({ length: 10_000 }, () => newId('usr'));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are the same for the same cause, also in the next release', () => {
    expect(derivedId('usr', 'acc_1', 'key-1')).toBe(derivedId('usr', 'acc_1', 'key-1'));
    expect(derivedId('usr', 'acc_1', 'key-1')).toBe('usr_cjgfabk8g3auv8ubhsgslka5i');
  });

  it.each([
    ['another prefix', derivedId('acc', 'a', 'bc')],
    ['parts cut elsewhere', derivedId('usr', 'ab', 'c')],
    ['one part in place of two', derivedId('usr', 'abc')],
    ['a part that looks like a seam', derivedId('usr', 'a|2:bc')],
    ['an empty part more', derivedId('usr', 'a', 'bc', '')],
  ])('differ for %s', (_case, id) => {
    expect(id.slice(4)).not.toBe(derivedId('usr', 'a', 'bc').slice(4));
  });
});
