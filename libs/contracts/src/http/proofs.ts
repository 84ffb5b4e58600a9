import { faultsOf } from '../contract.js';
import { getProof, Proof, proveSession } from '../identity/proof.js';
import { Reauthentication } from '../identity/second-factor.js';
import { defineEndpoint } from './endpoint.js';

const tag = 'Sign-in';
const path = '/v1/auth/prove';
const proof = { description: 'Until when it holds, and what would prove it anew', body: Proof };

export const getProofEndpoint = defineEndpoint({
  id: 'getProof',
  withSession: true,
  method: 'GET',
  path,
  tag,
  summary: 'Whether this session has shown lately that it is you, and what would show it',
  access: 'signed-in',
  answers: { 200: proof },
  faults: faultsOf(getProof),
});

export const proveEndpoint = defineEndpoint({
  id: 'prove',
  withSession: true,
  secretAnswer: true,
  method: 'POST',
  path,
  tag,
  summary: 'Show once more that it is you, for what a session alone is not enough for',
  description:
    'Calls that are refused with `proof-required` can be sent again afterwards as they were, with the same Idempotency-Key, for five ' +
    'minutes, in this session alone. A sign-in is a proof itself. The password is asked for, and a code where there is a second ' +
    'factor (`second-factor-required`). Where passwords do not count (`sso-required`), sign in anew at the identity provider, with ' +
    '`again=true`.',
  access: 'signed-in',
  body: Reauthentication,
  answers: { 200: proof },
  faults: faultsOf(proveSession),
  example: { password: 'a long demo passphrase', otp: '492039' },
});
