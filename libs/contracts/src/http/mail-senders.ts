import { faultsOf } from '../contract.js';
import {
  changeMailSender,
  getMailSender,
  MailSenderView,
  NewMailSender,
  removeMailSender,
  testMailSender,
} from '../mails/mail-sender.js';
import { defineEndpoint } from './endpoint.js';

const tag = 'Mails';
const access = 'account.update';
const path = '/v1/mail-settings/sender';

export const getMailSenderEndpoint = defineEndpoint({
  id: 'getMailSender',
  method: 'GET',
  path,
  tag,
  summary: 'The mail server of the account’s own, and how it is',
  access,
  answers: { 200: { description: 'The server, without its password', body: MailSenderView } },
  faults: faultsOf(getMailSender),
  versioned: true,
});

export const changeMailSenderEndpoint = defineEndpoint({
  id: 'changeMailSender',
  method: 'PUT',
  path,
  tag,
  summary: 'Have the mails of the account sent through a server of its own',
  description:
    'Nothing goes through it before a test mail did. Another host, port, security, user, password or sender address needs a new test; the first five need a ' +
    'global admin, and a proof of the session. What keeps people safe or lets them in, such as links for a new password, always goes through the ' +
    'server of the product.',
  access,
  body: NewMailSender,
  answers: { 200: { description: 'The server, without its password', body: MailSenderView } },
  faults: faultsOf(changeMailSender),
  example: {
    host: 'smtp.harbour-lane.example',
    port: 587,
    security: 'starttls',
    user: 'seats@harbour-lane.example',
    password: 'correct-horse-battery',
    from: { name: 'Harbour Lane', address: 'seats@harbour-lane.example' },
    replyTo: 'help@harbour-lane.example',
    perMinute: 60,
    whenFailing: 'fall-back',
  },
  versioned: true,
});

export const removeMailSenderEndpoint = defineEndpoint({
  id: 'removeMailSender',
  method: 'DELETE',
  path,
  tag,
  summary: 'Have the mails of the account sent through the server of the product again',
  description: 'What waits for the own server goes through the product’s.',
  access,
  answers: { 204: { description: 'It is forgotten, with its password' } },
  faults: faultsOf(removeMailSender),
});

export const testMailSenderEndpoint = defineEndpoint({
  id: 'testMailSender',
  method: 'POST',
  path: '/v1/mail-settings/test',
  tag,
  summary: 'Send a test mail to oneself through the account’s own mail server',
  description:
    'Waits for what the server says, half a minute at most. `lastTest` has its words; once a mail was taken, the mails of the account follow.',
  access,
  answers: { 200: { description: 'The server, and how the test went', body: MailSenderView } },
  faults: faultsOf(testMailSender),
});
