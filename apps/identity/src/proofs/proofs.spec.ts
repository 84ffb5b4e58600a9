import { type ProvingActor, systemActor, userActor } from '@seatkeeper/contracts';
import { isProved, proofFrom, refuseLoosening, refuseUnproved } from './proofs.js';

const key = 'key_5t8y2u7i4o1p';
const signedIn = userActor('usr_5t8y2u7i4o1p');

it.each<[string, ProvingActor, string | null]>([
  ['somebody signed in who has proved it', { ...signedIn, proved: true }, null],
  ['somebody signed in who has not', signedIn, 'proof-required'],
  ['a key, which cannot', userActor(signedIn.id, key), 'forbidden'],
  ['a part of the product, which need not', systemActor('wait-list'), null],
])('what takes a proof, by %s: %s', (_who, by, code) => {
  expect(refuseUnproved(by)?.code ?? null).toBe(code);
});

const now = new Date('2026-11-22T12:00:00Z');
const settings = { PROOF_SECONDS: 300 };
it.each([
  ['never', undefined, false],
  ['just now', 0, true],
  ['a moment less than five minutes ago', 299_999, true],
  ['five minutes ago', 300_000, false],
])('a session that was proved %s is: %s', (_when, ago, is) => {
  const provedUntil = ago === undefined ? undefined : proofFrom(new Date(now.getTime() - ago), settings);
  expect(isProved({ provedUntil }, now)).toBe(is);
});

it.each([
  ['required', 'optional', 'proof-required'],
  ['required', 'required', null],
  ['required', undefined, null],
  ['optional', 'optional', null],
  ['optional', 'required', null],
] as const)('a demand for a second factor that was %s and is to be %s: %s', (was, wanted, code) => {
  expect(refuseLoosening(was, wanted, signedIn)?.code ?? null).toBe(code);
  expect(refuseLoosening(was, wanted, { ...signedIn, proved: true })).toBeNull();
});
