import { draftOfSender, isPort, isRate, senderOf, withSecurity } from './sender-drafts.js';

const sender = {
  host: 'smtp.acme.example',
  port: 465,
  security: 'tls',
  user: 'seats',
  from: { name: 'Acme', address: 'seats@acme.example' },
  replyTo: null,
  perMinute: 60,
  whenFailing: 'hold',
  hasPassword: true,
  state: 'working',
  lastTest: null,
  failing: null,
  changedAt: '2026-11-30T06:00:00.000Z',
} as const;

it('what is read and saved unchanged is the same, without a password', () => {
  const { host, port, security, user, from, replyTo, perMinute, whenFailing } = sender;
  expect(senderOf(draftOfSender({ sender }))).toEqual({
    ...{ host, port, security, user, from, replyTo, perMinute, whenFailing },
  });
});

it('empty fields are no user, no address for answers and no limit', () => {
  const draft = { ...draftOfSender({ sender: null }), host: ' smtp.acme.example ', user: ' ' };
  expect(senderOf(draft)).toMatchObject({
    host: 'smtp.acme.example',
    user: null,
    replyTo: null,
    perMinute: null,
  });
  expect(senderOf({ ...draft, password: ' secret ' }).password).toBe(' secret ');
});

it.each([
  ['587', 'tls', { security: 'tls', port: '465' }],
  ['2525', 'tls', { security: 'tls' }],
] as const)('from port %s to %s is %p', (port, security, change) => {
  expect(withSecurity({ ...draftOfSender({ sender: null }), port }, security)).toEqual(change);
});

it.each([
  ['587', true],
  ['0', false],
  ['65536', false],
  ['', false],
  ['5 8', false],
])('the port %p may be: %p', (text, is) => expect(isPort(text)).toBe(is));

it.each([
  ['', true],
  ['60', true],
  ['0', false],
  ['6001', false],
  ['many', false],
])('%p mails a minute may be: %p', (text, is) => expect(isRate(text)).toBe(is));
