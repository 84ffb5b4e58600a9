import { isWithin } from './reaches.js';

const person = (...groups: string[]) => ({ groups });

it.each([
  ['everybody', null, person(), true],
  ['the people of a group', { groups: ['grp_one'] }, person('grp_two', 'grp_one'), true],
  ['nobody of another group', { groups: ['grp_one'] }, person('grp_two'), false],
  ['nobody without a group', { groups: ['grp_one'] }, person(), false],
  ['nobody at all, without a group of their own', { groups: [] }, person('grp_one'), false],
])('somebody reaches %s', (_case, reach, user, reaches) => {
  expect(isWithin(reach, user)).toBe(reaches);
});
