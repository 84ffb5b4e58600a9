import { ids, liam, page } from './harbour-lane.js';

const attempt = {
  at: '2026-06-30T08:00:02.000Z',
  through: 'product',
  outcome: 'refused',
  answer: '550 5.1.1 No such user here',
};
const bounced = {
  id: ids.delivery,
  kind: 'invitation',
  userId: ids.liam,
  to: { name: 'Liam Osei', address: liam.email },
  actor: { type: 'user', id: ids.ada },
  state: 'bounced',
  suppressed: null,
  report: { kind: 'hard-bounce', at: attempt.at, words: attempt.answer },
  messageId: `<${ids.delivery}@seatkeeper.example>`,
  through: 'product',
  attempts: 1,
  lastAttempt: attempt,
  nextAttemptAt: null,
  createdAt: '2026-06-30T08:00:00.000Z',
  finishedAt: '2026-06-30T08:00:02.000Z',
};

const suppression = {
  id: ids.suppression,
  address: liam.email,
  reason: 'bounced',
  words: attempt.answer,
  deliveryId: ids.delivery,
  since: attempt.at,
};

const words = {
  subject: '{invitedBy} invites you to {accountName}',
  body: 'Welcome aboard, {firstName}!\n\nChoose a password to begin:\n\n{link}',
};
const row = {
  kind: 'invitation',
  locale: 'en',
  fixed: false,
  changed: true,
  version: 1,
  changedAt: '2026-06-30T09:15:04.000Z',
  changedBy: { type: 'user', id: ids.ada },
};
const template = {
  ...row,
  ...words,
  tags: [
    { name: 'firstName', sample: 'Ann' },
    { name: 'link', sample: 'https://seatkeeper.example/invitations/token' },
  ],
};

/** What was chosen for people of the account, or by one of them. */
const settings = (decidedBy: 'account' | 'user') => ({
  choices: { 'seats-low': false },
  mails: [
    { kind: 'invitation', optional: false, sent: true, decidedBy: 'product' },
    { kind: 'seats-low', optional: true, sent: false, decidedBy },
    { kind: 'seats-exhausted', optional: true, sent: true, decidedBy: 'product' },
  ],
  version: 1,
});

/** The mail server of the firm, which works. */
const sender = {
  sender: {
    host: 'smtp.harbour-lane.example',
    port: 587,
    security: 'starttls',
    user: 'seats@harbour-lane.example',
    from: { name: 'Harbour Lane', address: 'seats@harbour-lane.example' },
    replyTo: 'help@harbour-lane.example',
    perMinute: 60,
    whenFailing: 'fall-back',
    hasPassword: true,
    state: 'working',
    lastTest: { at: '2026-06-30T09:15:04.000Z', sent: true, answer: '250 2.0.0 Ok: queued as 4fX' },
    failing: null,
    changedAt: '2026-06-30T09:14:40.000Z',
  },
  version: 1,
};
const untested = { ...sender, sender: { ...sender.sender, state: 'untested', lastTest: null } };

/** The same as somebody of the vendor sees it. */
const operated = ({ to, ...mail }: typeof bounced) => ({
  ...mail,
  domain: to.address.slice(to.address.lastIndexOf('@') + 1),
});

/** The mail of Liam's invitation, whose address was wrong. */
export const mailAnswers = {
  listOperatedDeliveries: { 200: page(operated(bounced)) },
  listDeliveries: { 200: page(bounced) },
  retryDelivery: {
    202: {
      ...bounced,
      state: 'queued',
      report: null,
      nextAttemptAt: '2026-06-30T09:15:04.000Z',
      finishedAt: null,
    },
  },
  takeMailReports: { 200: { noted: 1, ignored: 0 } },
  listTemplates: { 200: { items: [row] } },
  getTemplate: { 200: { ...template, earlier: [] } },
  changeTemplate: { 200: template },
  previewTemplate: {
    200: {
      subject: 'Ada Quill invites you to Harbour Lane',
      html: '<!doctype html>…',
      text: 'Welcome aboard, Liam!\n\nChoose a password to begin:\n\nhttps://seatkeeper.example/invitations/preview',
    },
  },
  testTemplate: {
    200: {
      sent: true,
      sentTo: 'ada@harbour-lane.example',
      through: 'account',
      answer: '250 2.0.0 Ok: queued as 4fY',
    },
  },
  listSuppressions: { 200: page(suppression) },
  getMailSender: { 200: sender },
  changeMailSender: { 200: untested },
  testMailSender: { 200: sender },
  getMailSettings: { 200: settings('account') },
  updateMailSettings: { 200: settings('account') },
  getUserMailSettings: { 200: settings('user') },
  updateUserMailSettings: { 200: settings('user') },
  getDelivery: { 200: { ...bounced, answers: [attempt] } },
};
