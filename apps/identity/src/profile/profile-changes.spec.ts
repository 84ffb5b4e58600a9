import { UserChanges } from '@seatkeeper/contracts';
import { sampleUser } from '../../testing/sample-user.js';
import type { Filed } from '../users/unit-references.js';
import { changedFields, type Changes, refuseRename } from './profile-changes.js';

const london = { id: 'ofc_1', name: 'London' };
const lyon = { id: 'ofc_2', name: 'Lyon' };

const user = sampleUser({
  title: 'Associate',
  department: { id: 'dep_1', name: 'Tax' },
  phones: { office: '+44 1', cell: '+44 2' },
  customFields: { floor: 3, badge: 'B7' },
  offices: [london],
  email: 'liam@firm.example',
});
/** As they come to the rule: checked, with the units found. */
const found = ({ offices, department, ...rest }: Filed & Record<string, unknown>): Changes => ({
  ...UserChanges.omit({ offices: true, department: true, seniority: true }).parse(rest),
  ...(offices && { offices }),
  ...(department !== undefined && { department }),
});
const changed = (changes: object) => changedFields(user, found({ ...changes }));

describe('a merge patch', () => {
  it.each([
    ['nothing', {}, {}],
    ['what is so already', { title: 'Associate', offices: [london], phones: { cell: '+44 2' } }, {}],
    ['a value', { title: 'Partner' }, { title: 'Partner' }],
    ['null for a value', { department: null }, { department: null }],
    ['one phone', { phones: { cell: '+44 3' } }, { phones: { office: '+44 1', cell: '+44 3' } }],
    ['null for one phone', { phones: { office: null } }, { phones: { cell: '+44 2' } }],
    ['null for all phones', { phones: null }, { phones: {} }],
    ['a new list, whole', { offices: [lyon, london] }, { offices: [lyon, london] }],
    [
      'custom fields in, over and out',
      { customFields: { floor: 4, badge: null, dog: true } },
      { customFields: { floor: 4, dog: true } },
    ],
    [
      'a username, which the e-mail address follows',
      { username: 'Liam.Osei@firm.example' },
      { username: 'liam.osei@firm.example', email: 'liam.osei@firm.example' },
    ],
    [
      'a username and an e-mail address of its own',
      { username: 'l@firm.example', email: 'liam@firm.example' },
      { username: 'l@firm.example' },
    ],
  ])('with %s', (_case, changes, after) => {
    expect(changed(changes)).toEqual(after);
  });

  it('keeps an e-mail address that was chosen when the username changes', () => {
    const own = { ...user, email: 'private@mail.example' };
    expect(changedFields(own, found({ username: 'l@firm.example' }))).toEqual({
      username: 'l@firm.example',
    });
  });

  it('never reaches a prototype', () => {
    const { customFields } = changed(
      JSON.parse('{"customFields":{"__proto__":{"admin":true},"floor":3}}') as object,
    );
    expect(customFields).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
    expect(changed({ customFields: { constructor: 'x' } }).customFields).toHaveProperty('constructor', 'x');
  });
});

describe('a rename', () => {
  it.each([
    ['the username alone', { username: 'l@firm.example' }, false, null],
    ['the name alone', { lastName: 'Oseï' }, false, null],
    [
      'username and last name',
      { username: 'mei@firm.example', lastName: 'Sato' },
      false,
      'rename-is-not-replace',
    ],
    [
      'username and first name',
      { username: 'mei@firm.example', firstName: 'Mei' },
      false,
      'rename-is-not-replace',
    ],
    ['both, confirmed as a correction', { username: 'mei@firm.example', firstName: 'Mei' }, true, null],
    [
      'a name and the username that is so already',
      { username: 'liam@firm.example', firstName: 'Mei' },
      false,
      null,
    ],
  ])('of %s', (_case, changes, isCorrection, code) => {
    expect(refuseRename(changed(changes), isCorrection)?.code ?? null).toBe(code);
  });
});
