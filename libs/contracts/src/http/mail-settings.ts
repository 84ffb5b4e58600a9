import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { getUser } from '../identity/user.js';
import { UserId } from '../ids.js';
import {
  getMailSettings,
  MailSettings,
  MailSettingsChanges,
  updateMailSettings,
} from '../mails/mail-settings.js';
import { defineEndpoint } from './endpoint.js';

const tag = 'Mails';
const byUser = z.strictObject({ id: UserId });
const example = { choices: { 'seats-low': false, 'seats-exhausted': null } };

export const getMailSettingsEndpoint = defineEndpoint({
  id: 'getMailSettings',
  method: 'GET',
  path: '/v1/mail-settings',
  tag,
  summary: 'Which mails people of the account get who have not chosen themselves',
  access: 'signed-in',
  answers: { 200: { description: 'The choices of the account', body: MailSettings } },
  faults: faultsOf(getMailSettings),
  versioned: true,
});

export const updateMailSettingsEndpoint = defineEndpoint({
  id: 'updateMailSettings',
  method: 'PATCH',
  path: '/v1/mail-settings',
  tag,
  summary: 'Switch kinds of mail on and off for everybody who has not chosen themselves',
  description:
    'Invitations, and what keeps somebody safe who signs in, are always sent: `optional` says which kinds can be switched off.',
  access: 'account.update',
  body: MailSettingsChanges,
  answers: { 200: { description: 'The choices of the account', body: MailSettings } },
  faults: faultsOf(updateMailSettings),
  example,
  versioned: true,
});

export const getUserMailSettingsEndpoint = defineEndpoint({
  id: 'getUserMailSettings',
  method: 'GET',
  path: '/v1/users/:id/mail-settings',
  tag,
  summary: 'Which mails a user gets, and whether they, the account or the product decided that',
  description: 'One needs no permission for the own ones.',
  access: 'users.read',
  openToSelf: true,
  params: byUser,
  answers: { 200: { description: 'The choices of the user', body: MailSettings } },
  faults: faultsOf(getUser, getMailSettings),
  versioned: true,
});

export const updateUserMailSettingsEndpoint = defineEndpoint({
  id: 'updateUserMailSettings',
  method: 'PATCH',
  path: '/v1/users/:id/mail-settings',
  tag,
  summary: 'Switch kinds of mail on and off for a user',
  description:
    'One needs no permission for oneself. A mail that is due and switched off is kept among the mails as `suppressed`, with ' +
    'who switched it off.',
  access: 'users.update',
  openToSelf: true,
  params: byUser,
  body: MailSettingsChanges,
  answers: { 200: { description: 'The choices of the user', body: MailSettings } },
  faults: faultsOf(updateMailSettings),
  example,
  versioned: true,
});
