import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { ApiKey, createApiKey, listApiKeys, NewApiKey, revokeApiKey } from '../identity/api-key.js';
import { ApiKeyId, UserId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const byId = z.strictObject({ id: UserId });

export const listApiKeysEndpoint = defineEndpoint({
  id: 'listApiKeys',
  method: 'GET',
  path: '/v1/users/:id/api-keys',
  tag: 'Users',
  summary: 'The API keys of a user: how each begins, what it is for, when it was used last',
  description:
    'One needs no permission for the own ones. An API key sees those that can do no more than it can.',
  access: 'users.credentials',
  openToSelf: true,
  params: byId,
  answers: {
    200: {
      description: 'The keys that work or have expired, the newest first',
      body: z.object({ items: z.array(ApiKey) }),
    },
  },
  faults: faultsOf(listApiKeys),
});

export const createApiKeyEndpoint = defineEndpoint({
  id: 'createApiKey',
  secretAnswer: true,
  method: 'POST',
  path: '/v1/users/:id/api-keys',
  tag: 'Users',
  summary: 'Give a service user, or oneself, an API key; it is shown this once',
  description:
    'The key is sent as `Authorization: Bearer sk_…` and can do what of its scopes its user holds at that moment. Nobody ' +
    'gives it more than they hold themselves, and nobody makes a key that acts as another person. It cannot make global ' +
    'admins or set passwords.',
  access: 'users.credentials',
  openToSelf: true,
  params: byId,
  body: NewApiKey,
  answers: {
    201: {
      description: 'The key, whole in `key`, which is never shown again',
      body: ApiKey.extend({ key: z.string().describe('Keep it like a password') }),
    },
  },
  faults: faultsOf(createApiKey),
  example: { name: 'Payroll export', scopes: ['users.read'], expiresAt: '2030-01-01T00:00:00Z' },
});

export const revokeApiKeyEndpoint = defineEndpoint({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/v1/users/:id/api-keys/:keyId',
  tag: 'Users',
  summary: 'End an API key for good, within a second',
  access: 'users.credentials',
  openToSelf: true,
  params: z.strictObject({ id: UserId, keyId: ApiKeyId }),
  answers: { 204: { description: 'The key works no longer' } },
  faults: faultsOf(revokeApiKey),
});
