import type { StoredFactor } from '../users/user-credentials.schema.js';
import { codeRequired, mustAddFactor, refuseChangedSince, toSecondFactor } from './factors.js';

const factor: StoredFactor = {
  id: 'fac_1',
  secret: 'sealed',
  addedAt: new Date('2026-11-22T12:00:00Z'),
  recoveryCodes: ['hash1', 'hash2'],
};

it.each([
  ['a person without a factor', 'standard', undefined, 'required', true],
  ['a person with one', 'standard', factor, 'required', false],
  ['a person, where it is everybody’s choice', 'standard', undefined, 'optional', false],
  ['a machine', 'service', undefined, 'required', false],
] as const)('%s must add one: %#', (_case, type, secondFactor, policy, expected) => {
  expect(mustAddFactor({ type, ...(secondFactor && { secondFactor }) }, { secondFactor: policy })).toBe(
    expected,
  );
});

it('what is shown of a factor holds neither its secret nor a hash', () => {
  expect(toSecondFactor(factor)).toEqual({
    id: 'fac_1',
    kind: 'totp',
    addedAt: '2026-11-22T12:00:00.000Z',
    recoveryCodesLeft: 2,
  });
});

it('who knew the password is told which codes there are', () => {
  expect(codeRequired(factor).members).toEqual({ ways: ['totp', 'recovery-code'] });
  expect(codeRequired({ recoveryCodes: [] }).members).toEqual({ ways: ['totp'] });
});

it.each([
  ['neither changed', {}, null],
  ['the password changed', { passwordHash: 'other' }, 'sign-in-failed'],
  ['the factor was replaced', { secondFactor: { ...factor, id: 'fac_2' } }, 'sign-in-failed'],
  ['a code was used meanwhile', { secondFactor: { ...factor, recoveryCodes: [] } }, null],
])('what was allowed holds while %s: %#', (_case, change, code) => {
  const checked = { passwordHash: 'hash', secondFactor: factor };
  expect(refuseChangedSince(checked, { ...checked, ...change })?.code ?? null).toBe(code);
});
