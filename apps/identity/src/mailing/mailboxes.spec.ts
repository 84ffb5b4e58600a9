import { mailboxOf } from './mailboxes.js';

it.each([
  ['ann@firm.example', 'ann@firm.example'],
  ['Ann@FIRM.example', 'ann@firm.example'],
  ['ann+1@firm.example', 'ann@firm.example'],
  ['ann+a+b@firm.example', 'ann@firm.example'],
  ['ann.ang@firm.example', 'ann.ang@firm.example'],
])('%s goes to the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});
