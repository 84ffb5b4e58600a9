import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  checkSsoDomain,
  createSsoConnection,
  deleteSsoConnection,
  getSsoConnection,
  listSsoConnections,
  MOST_SSO_CONNECTIONS,
  NewSsoConnection,
  SsoConnection,
  SsoConnectionChanges,
  SsoConnections,
  SsoTest,
  testSsoConnection,
  updateSsoConnection,
} from '../identity/sso-connection.js';
import { beginSso, finishSso, forgetSso } from '../identity/sso-sign-in.js';
import { SsoConnectionId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';
import { flag } from './query.js';
import { byUser } from './users.js';

const tag = 'Single sign-on';
const access = 'account.sign-on';
const params = z.strictObject({ id: SsoConnectionId });
const connection = { description: 'The connection', body: SsoConnection };
const FOR_ADMINS =
  'Besides the permission it takes a global admin: whoever says where people sign in could sign in as any of them.';

export const listSsoConnectionsEndpoint = defineEndpoint({
  id: 'listSsoConnections',
  method: 'GET',
  path: '/v1/sso-connections',
  tag,
  summary: 'List the connections to identity providers, the oldest first',
  access,
  answers: { 200: { description: 'The connections', body: SsoConnections } },
  faults: faultsOf(listSsoConnections),
});

export const createSsoConnectionEndpoint = defineEndpoint({
  id: 'createSsoConnection',
  method: 'POST',
  path: '/v1/sso-connections',
  tag,
  summary: 'Connect the account to an identity provider by OpenID Connect',
  description: `An account has ${MOST_SSO_CONNECTIONS} connections at most. ${FOR_ADMINS}`,
  access,
  body: NewSsoConnection,
  answers: { 201: connection },
  faults: faultsOf(createSsoConnection),
  example: {
    name: 'Okta',
    issuer: 'https://harbour-lane.okta.com',
    clientId: '0oa1b2c3d4E5f6G7h8i9',
    clientSecret: 'an-example-not-a-secret',
    domains: ['harbour-lane.example'],
    newcomers: { products: ['core'], groups: [], whenNoSeat: 'wait' },
  },
});

export const getSsoConnectionEndpoint = defineEndpoint({
  id: 'getSsoConnection',
  method: 'GET',
  path: '/v1/sso-connections/:id',
  tag,
  summary: 'One connection, with what its domains have to show',
  access,
  params,
  answers: { 200: connection },
  faults: faultsOf(getSsoConnection),
  versioned: true,
});

export const updateSsoConnectionEndpoint = defineEndpoint({
  id: 'updateSsoConnection',
  method: 'PATCH',
  path: '/v1/sso-connections/:id',
  tag,
  summary: 'Change a connection, or whether passwords still count',
  description:
    'With `enforcement` nobody of the account signs in with a password, or accepts an invitation with one, but the global ' +
    `admins named in \`exempt\`. ${FOR_ADMINS}`,
  access,
  params,
  body: SsoConnectionChanges,
  answers: { 200: connection },
  faults: faultsOf(updateSsoConnection),
  example: { newcomers: null },
  versioned: true,
});

export const deleteSsoConnectionEndpoint = defineEndpoint({
  id: 'deleteSsoConnection',
  method: 'DELETE',
  path: '/v1/sso-connections/:id',
  tag,
  summary: 'End a connection, and forget its secret',
  description: `Sessions that it opened go on. ${FOR_ADMINS}`,
  access,
  params,
  answers: { 204: { description: 'It is gone' } },
  faults: faultsOf(deleteSsoConnection),
});

export const checkSsoDomainEndpoint = defineEndpoint({
  id: 'checkSsoDomain',
  method: 'POST',
  path: '/v1/sso-connections/:id/domains/:domain/check',
  tag,
  summary: 'Look whether a domain shows the text that proves it',
  access,
  params: params.extend({ domain: z.string().min(1).max(253) }),
  answers: { 200: connection },
  faults: faultsOf(checkSsoDomain),
});

export const testSsoConnectionEndpoint = defineEndpoint({
  id: 'testSsoConnection',
  method: 'POST',
  path: '/v1/sso-connections/:id/test',
  tag,
  summary: 'Ask the provider what it says of itself, and for its keys',
  access,
  params,
  answers: { 200: { description: 'What came of it', body: SsoTest } },
  faults: faultsOf(testSsoConnection),
});

/** A slug as it is typed: a wrong one is as unknown as one that nobody has. */
export const SsoAccount = z.string().min(1).max(200);

const browser =
  'For browsers: one that takes HTML is shown a page when something is wrong, any other client gets the problem.';

export const beginSsoEndpoint = defineEndpoint({
  id: 'beginSso',
  method: 'GET',
  path: '/v1/auth/sso/:account',
  tag,
  summary: 'Go to the identity provider of an account, to sign in there',
  description: `\`account\` is the slug. ${browser}`,
  access: 'public',
  lane: 'sign-in',
  params: z.strictObject({ account: SsoAccount }),
  query: z.strictObject({
    connection: SsoConnectionId.optional().describe('Which, where the account has several; else the oldest'),
    hint: z.string().max(300).optional().describe('The address of who signs in, for the provider'),
    returnTo: z.string().max(1_000).optional().describe('A path of this very address to come back to'),
    again: flag
      .optional()
      .describe(
        '`true` has them sign in there although the provider knows who they are, which proves the session',
      ),
  }),
  answers: { 303: { description: 'To the provider' } },
  faults: faultsOf(beginSso),
});

export const finishSsoEndpoint = defineEndpoint({
  id: 'finishSso',
  method: 'GET',
  path: '/v1/auth/sso/:account/callback',
  tag,
  summary: 'Come back from the identity provider: signs in, and goes on to where one wanted to be',
  description: `The session is kept in a cookie, as that of a page is. ${browser}`,
  access: 'public',
  lane: 'sign-in',
  params: z.strictObject({ account: SsoAccount }),
  query: z.looseObject({}),
  answers: { 303: { description: 'Signed in' } },
  faults: faultsOf(finishSso),
});

export const forgetSsoEndpoint = defineEndpoint({
  id: 'forgetSso',
  method: 'DELETE',
  path: '/v1/users/:id/sso-links',
  tag,
  summary: 'Forget as whom a user is known at identity providers, and end the sessions',
  description:
    'For who has got another identity there: the next single sign-on goes by the address again, and is remembered.',
  access: 'users.credentials',
  params: byUser,
  answers: { 204: { description: 'The next sign-in decides' } },
  faults: faultsOf(forgetSso),
});
