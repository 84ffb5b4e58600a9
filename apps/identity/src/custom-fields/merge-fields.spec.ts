import { storedUser } from '../../testing/stored-users.js';
import { mergeFieldsOf } from './merge-fields.js';

const user = storedUser({
  accountId: 'acc_00000001',
  firstName: 'Ann',
  lastName: 'Ang',
  locale: 'fr',
  title: null,
  customFields: { floor: 3.5, site: 'p1', remote: true, note: 'x' },
});

it('says custom fields as they are read, and nothing where there is nothing', () => {
  const fields = [{ key: 'site', choices: [{ value: 'p1', label: 'Paris' }] }];
  expect(mergeFieldsOf(user, fields, { firstName: 'Bob', lastName: 'Baker' })).toMatchObject({
    firstName: 'Ann',
    title: '',
    department: '',
    office: '',
    actor: 'Bob Baker',
    custom: { floor: '3,5', site: 'Paris', remote: 'oui', note: 'x' },
  });
  expect(mergeFieldsOf(user, [], null)).toMatchObject({ actor: '', custom: { site: 'p1' } });
});
