import type { CustomField } from '../people/profile-fields.js';
import { customValues } from './custom-values.js';

const define = (key: string, type: CustomField['type'], choices: CustomField['choices'] = []) =>
  ({ key, label: `The ${key}`, type, choices }) as CustomField;

it('tells the fields in the order of the account, choices by their labels, and what is not defined at the end', () => {
  const values = { old: 'kept', team: 'a', parking: false, badge: 7 };
  const defined = [
    define('team', 'choice', [{ value: 'a', label: 'Team A' }]),
    define('badge', 'number'),
    define('parking', 'yes-no'),
    define('since', 'date'),
  ];
  expect(customValues(values, defined).map(({ label, value }) => [label, value])).toEqual([
    ['The team', 'Team A'],
    ['The badge', 7],
    ['The parking', false],
    ['The since', undefined],
    ['old', 'kept'],
  ]);
});

it('tells all that there is where the account defines none', () => {
  expect(customValues({ badge: '7' }, [])).toEqual([
    { key: 'badge', label: 'badge', kind: 'text', value: '7' },
  ]);
});
