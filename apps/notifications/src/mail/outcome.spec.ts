import { outcomeOf, taken, withoutSecrets } from './outcome.js';

const failure = (parts: { response?: string; command?: string; code?: string; message?: string }) =>
  Object.assign(new Error(parts.message ?? 'failed'), {
    code: parts.code ?? 'EENVELOPE',
    command: parts.command,
    response: parts.response,
    responseCode: parts.response ? Number(parts.response.slice(0, 3)) : undefined,
  });

describe('what an answer of the mail server means', () => {
  it.each([
    ['no such mailbox', { command: 'RCPT TO', response: '550 5.1.1 No such user' }, 'refused'],
    ['the message is not wanted', { command: 'DATA', response: '554 5.7.1 Rejected as spam' }, 'refused'],
    ['our sender is not wanted', { command: 'MAIL FROM', response: '553 5.1.8 Sender refused' }, 'refused'],
    ['greylisted', { command: 'RCPT TO', response: '451 4.7.1 Come back in five minutes' }, 'later'],
    ['mailbox full', { command: 'RCPT TO', response: '452 4.2.2 Mailbox full' }, 'later'],
    ['server going down', { command: 'DATA', response: '421 4.3.2 Shutting down' }, 'later'],
    ['our password is wrong', { command: 'AUTH PLAIN', code: 'EAUTH', response: '535 5.7.8 Bad' }, 'later'],
    [
      'a sign-in is asked for',
      { command: 'MAIL FROM', response: '530 5.7.0 Authentication required' },
      'later',
    ],
    [
      'we are not let in',
      { command: 'CONN', code: 'EPROTOCOL', response: '554 No service for you' },
      'later',
    ],
    ['commands out of order', { command: 'RCPT TO', response: '503 5.5.1 MAIL first' }, 'later'],
    ['nobody listens', { code: 'ESOCKET', message: 'connect ECONNREFUSED 127.0.0.1:1025' }, 'later'],
    ['no answer in time', { code: 'ETIMEDOUT', message: 'Greeting never received' }, 'later'],
    ['the connection broke', { code: 'ECONNECTION', message: 'Connection closed unexpectedly' }, 'later'],
    ['an address no envelope can hold', { code: 'EENVELOPE', message: 'Invalid recipient "x"' }, 'refused'],
    [
      'larger than the server takes',
      { code: 'EMESSAGE', message: 'Message size larger than allowed 5' },
      'refused',
    ],
  ])('%s', (_case, parts, kind) => {
    expect(outcomeOf(failure(parts)).kind).toBe(kind);
  });

  it.each([
    ['there is no such mailbox', 'RCPT TO', '550 5.1.1 No such user', true],
    ['there is no such mailbox, after the mail', 'DATA', '550-5.1.1 No such user', true],
    ['the host takes no mail', 'RCPT TO', '556 5.1.10 Null MX', true],
    ['the mailbox is closed', 'RCPT TO', '550 5.2.1 Disabled', true],
    ['we may not send there', 'RCPT TO', '550 5.7.1 Relaying denied', undefined],
    ['our sender is unknown', 'MAIL FROM', '550 5.1.8 Bad sender', undefined],
    ['the mailbox is full', 'RCPT TO', '552 5.2.2 Over quota', undefined],
    ['no, and nothing of why', 'RCPT TO', '550 No', undefined],
    ['no with a number in its words', 'RCPT TO', '550 See 5.1.1', undefined],
    ['not now', 'RCPT TO', '450 5.1.1 Wait', undefined],
  ])('says of an address that %s: %s %s', (_case, command, response, noMailbox) => {
    expect(outcomeOf(failure({ command, response })).noMailbox).toBe(noMailbox);
  });

  it('is told in its own words, on one line', () => {
    const error = failure({ command: 'RCPT TO', response: '550-5.1.1 No\r\n550 such\u0000 user' });
    expect(outcomeOf(error).answer).toBe('550-5.1.1 No 550 such user');
    expect(taken('250 2.0.0 Ok: queued as 4fX').answer).toBe('250 2.0.0 Ok: queued as 4fX');
  });

  it('is cut where it goes on for too long', () => {
    expect(outcomeOf(failure({ response: `550 ${'x'.repeat(9_000)}` })).answer).toHaveLength(500);
  });

  it('tells a server that says no from one that is not there', () => {
    expect(outcomeOf(failure({ command: 'RCPT TO', response: '550 No' })).reached).toBe(true);
    expect(outcomeOf(failure({ code: 'ESOCKET', message: 'connect ECONNREFUSED' })).reached).toBe(false);
    expect(taken('250 Ok').reached).toBe(true);
  });

  it('waits when something else than a mail error was thrown', () => {
    expect(outcomeOf('odd')).toEqual({ kind: 'later', answer: 'odd', reached: false });
  });
});

it.each([
  ['no link', '550 5.1.1 No such user', '550 5.1.1 No such user'],
  [
    'a link',
    '554 Blocked: https://a.example/invitations/s3cret.',
    '554 Blocked: https://a.example/invitations/…',
  ],
  [
    'a link that was cut off',
    '554 Blocked: https://a.example/password-resets/s3c',
    '554 Blocked: https://a.example/password-resets/…',
  ],
  ['the secret alone', '554 Looks odd: s3cret', '554 Looks odd: …'],
])('of words with %s, nothing is kept that opens anything', (_case, answer, kept) => {
  expect(withoutSecrets(answer, 's3cret')).toBe(kept);
});
