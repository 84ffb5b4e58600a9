import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { endSession, endSessions, listSessions, OpenSession } from '../identity/open-session.js';
import { SessionId, UserId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const sessions = {
  description: 'The sessions, seen last first',
  body: z.object({ items: z.array(OpenSession) }),
};
const ofUser = z.strictObject({ id: UserId });

export const listOwnSessionsEndpoint = defineEndpoint({
  id: 'listOwnSessions',
  withSession: true,
  method: 'GET',
  path: '/v1/me/sessions',
  tag: 'Sign-in',
  summary: 'The own sessions: since when, last seen, from where, by which program',
  access: 'signed-in',
  answers: { 200: sessions },
  faults: faultsOf(listSessions),
});

export const endOtherSessionsEndpoint = defineEndpoint({
  id: 'endOtherSessions',
  withSession: true,
  method: 'DELETE',
  path: '/v1/me/sessions',
  tag: 'Sign-in',
  summary: 'End all own sessions but the one that asks',
  access: 'signed-in',
  answers: { 204: { description: 'The others have ended' } },
  faults: faultsOf(endSessions),
});

export const endOwnSessionEndpoint = defineEndpoint({
  id: 'endOwnSession',
  withSession: true,
  method: 'DELETE',
  path: '/v1/me/sessions/:sessionId',
  tag: 'Sign-in',
  summary: 'End one own session',
  access: 'signed-in',
  params: z.strictObject({ sessionId: SessionId }),
  answers: { 204: { description: 'The session has ended' } },
  faults: faultsOf(endSession),
});

export const listUserSessionsEndpoint = defineEndpoint({
  id: 'listUserSessions',
  method: 'GET',
  path: '/v1/users/:id/sessions',
  tag: 'Users',
  summary: 'The sessions of a user: since when, last seen, from where, by which program',
  access: 'users.credentials',
  openToParents: true,
  params: ofUser,
  answers: { 200: sessions },
  faults: faultsOf(listSessions),
});

export const endUserSessionsEndpoint = defineEndpoint({
  id: 'endUserSessions',
  method: 'DELETE',
  path: '/v1/users/:id/sessions',
  tag: 'Users',
  summary: 'End all sessions of a user',
  access: 'users.credentials',
  openToParents: true,
  params: ofUser,
  answers: { 204: { description: 'The sessions have ended' } },
  faults: faultsOf(endSessions),
});

export const endUserSessionEndpoint = defineEndpoint({
  id: 'endUserSession',
  method: 'DELETE',
  path: '/v1/users/:id/sessions/:sessionId',
  tag: 'Users',
  summary: 'End one session of a user',
  access: 'users.credentials',
  openToParents: true,
  params: z.strictObject({ id: UserId, sessionId: SessionId }),
  answers: { 204: { description: 'The session has ended' } },
  faults: faultsOf(endSession),
});
