import { refuseCustomFields } from './custom-fields.js';

it('a user has at most a hundred custom fields', () => {
  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]));
  expect(refuseCustomFields({ customFields: fields(100) })).toBeNull();
  expect(refuseCustomFields({ customFields: fields(101) })?.code).toBe('validation-failed');
});
