import { messageIdOf, parseSender } from './sender.js';

it.each([
  [
    'Seatkeeper <no-reply@seatkeeper.example>',
    { name: 'Seatkeeper', address: 'no-reply@seatkeeper.example' },
  ],
  ['no-reply@seatkeeper.example', { name: '', address: 'no-reply@seatkeeper.example' }],
  ['"Acme, Inc." <mail@acme.example>', { name: 'Acme, Inc.', address: 'mail@acme.example' }],
  ['Seatkeeper', null],
  ['', null],
  ['a@acme.example, b@acme.example', null],
  ['Acme <mail@acme.example>\r\nBcc: all@acme.example', null],
])('reads the sender %p as %p', (text, sender) => {
  expect(parseSender(text)).toEqual(sender);
});

it('gives a delivery one Message-ID in the domain of the sender', () => {
  expect(messageIdOf('dlv_1', { name: 'Acme', address: 'mail@acme.example' })).toBe('<dlv_1@acme.example>');
});
