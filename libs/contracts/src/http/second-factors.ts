import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  confirmFactor,
  enrolFactor,
  FactorEnrolment,
  listFactors,
  Reauthentication,
  RecoveryCodes,
  removeFactor,
  renewRecoveryCodes,
  resetFactor,
  SecondFactor,
} from '../identity/second-factor.js';
import { Otp } from '../identity/session.js';
import { FactorId, UserId } from '../ids.js';
import { defineEndpoint } from './endpoint.js';

const factors = {
  description: 'The second factor, if there is one',
  body: z.object({
    items: z.array(SecondFactor),
    required: z.boolean().describe('The account demands one of this user'),
  }),
};
const codes = { description: 'The factor, and ten recovery codes, shown this once', body: RecoveryCodes };
const ofUser = z.strictObject({ id: UserId });
const AGAIN =
  'The password is asked for once more, and a code where there is a second factor already (`second-factor-required`), ' +
  'so that a session alone is not enough.';
const example = { password: 'a long demo passphrase', otp: '492039' };

export const listOwnFactorsEndpoint = defineEndpoint({
  id: 'listOwnFactors',
  withSession: true,
  method: 'GET',
  path: '/v1/me/factors',
  tag: 'Sign-in',
  summary: 'The own second factor, and how many recovery codes are left',
  access: 'signed-in',
  openWithoutFactor: true,
  answers: { 200: factors },
  faults: faultsOf(listFactors),
});

export const enrolFactorEndpoint = defineEndpoint({
  id: 'enrolFactor',
  withSession: true,
  secretAnswer: true,
  method: 'POST',
  path: '/v1/me/factors',
  tag: 'Sign-in',
  summary: 'Begin with a second factor: the secret for an app, shown this once',
  description: `${AGAIN} The factor counts once a first code has confirmed it; one that there is works until then.`,
  access: 'signed-in',
  openWithoutFactor: true,
  body: Reauthentication,
  answers: { 201: { description: 'What the app takes in', body: FactorEnrolment } },
  faults: faultsOf(enrolFactor),
  example: { password: 'a long demo passphrase' },
});

export const confirmFactorEndpoint = defineEndpoint({
  id: 'confirmFactor',
  withSession: true,
  secretAnswer: true,
  method: 'POST',
  path: '/v1/me/factors/:factorId/confirm',
  tag: 'Sign-in',
  summary: 'Add the second factor, by a first code of the app; all other sessions end',
  access: 'signed-in',
  openWithoutFactor: true,
  params: z.strictObject({ factorId: FactorId }),
  body: z.strictObject({ otp: Otp }),
  answers: { 200: codes },
  faults: faultsOf(confirmFactor),
  example: { otp: '492039' },
});

export const renewRecoveryCodesEndpoint = defineEndpoint({
  id: 'renewRecoveryCodes',
  withSession: true,
  secretAnswer: true,
  method: 'POST',
  path: '/v1/me/factors/recovery-codes',
  tag: 'Sign-in',
  summary: 'New recovery codes in place of those from before',
  description: AGAIN,
  access: 'signed-in',
  body: Reauthentication,
  answers: { 200: codes },
  faults: faultsOf(renewRecoveryCodes),
  example,
});

export const removeOwnFactorEndpoint = defineEndpoint({
  id: 'removeOwnFactor',
  withSession: true,
  method: 'DELETE',
  path: '/v1/me/factors',
  tag: 'Sign-in',
  summary: 'Remove the own second factor with its recovery codes',
  description: AGAIN,
  access: 'signed-in',
  body: Reauthentication,
  answers: { 204: { description: 'The password signs in alone' } },
  faults: faultsOf(removeFactor),
  example,
});

export const listUserFactorsEndpoint = defineEndpoint({
  id: 'listUserFactors',
  method: 'GET',
  path: '/v1/users/:id/factors',
  tag: 'Users',
  summary: 'Whether a user has a second factor, and has to have one',
  access: 'users.credentials',
  params: ofUser,
  answers: { 200: factors },
  faults: faultsOf(listFactors),
});

export const resetUserFactorEndpoint = defineEndpoint({
  id: 'resetUserFactor',
  withSession: true,
  method: 'DELETE',
  path: '/v1/users/:id/factors',
  tag: 'Users',
  summary: 'Remove the second factor of somebody who has lost it; every session ends',
  description:
    'A mail tells the user, and who did it. The password then signs in alone; where the account demands a second factor, to ' +
    'nothing but adding another one. Whoever does this holds every permission that the user holds.',
  access: 'users.credentials',
  params: ofUser,
  answers: { 204: { description: 'The user has none' } },
  faults: faultsOf(resetFactor),
});
