import { changedIn, mergedDraft } from './drafts.js';

const before = { name: 'Paris', days: 30, events: ['a', 'b'] as readonly string[] };

it('a save says what differs, and nothing else', () => {
  expect(changedIn(before, { ...before, events: ['a', 'b'] })).toEqual({});
  expect(changedIn(before, { ...before, days: 14, events: ['a'] })).toEqual({ days: 14, events: ['a'] });
});

it('what somebody else changed stays, but where it was changed here as well', () => {
  const mine = { ...before, days: 14 };
  expect(mergedDraft(mine, before, { ...before, name: 'Lyon', days: 7 })).toEqual({
    name: 'Lyon',
    days: 14,
    events: ['a', 'b'],
  });
});
