import { draftOfItem, isKind, itemChanges, NEW_ITEM, newItemOf } from './item-drafts.js';

it.each([
  ['mailbox', true],
  ['enrolment-plan', true],
  ['', false],
  ['Mailbox', false],
  ['2nd', false],
  ['a b', false],
  ['a'.repeat(41), false],
])('%j as a kind: %s', (kind, is) => {
  expect(isKind(kind)).toBe(is);
});

it('groups that are said in another order are no change', () => {
  const read = (groups: string[]) => draftOfItem({ ...NEW_ITEM, groups });
  expect(read(['grp_b', 'grp_a'])).toEqual(read(['grp_a', 'grp_b']));
});

it('what is typed is said without the blanks around it, and of a change what changed alone', () => {
  const draft = { kind: 'mailbox ', externalId: ' intake', name: ' Intake ', groups: ['grp_a'] };
  expect(newItemOf(draft)).toEqual({
    kind: 'mailbox',
    externalId: 'intake',
    name: 'Intake',
    groups: ['grp_a'],
  });
  expect(itemChanges({ name: ' Other ' })).toEqual({ name: 'Other' });
  expect(itemChanges({ groups: [] })).toEqual({ groups: [] });
});
