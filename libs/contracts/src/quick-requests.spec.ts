import { requests } from './catalog.js';

const quick = new Set(requests.filter((contract) => contract.quick).map(({ name }) => name));

/** They have a queue of their own: whatever else identity has to do, nobody who is signed in waits for it. */
it.each([
  'identity.session.authorize.v1',
  'identity.affiliate.authorize.v1',
  'identity.api-key.authorize.v1',
  'identity.session.me.v1',
  'identity.signing-key.list.v1',
])('%s, which calls of people begin with, does not wait behind slow requests', (name) => {
  expect(quick).toContain(name);
});

/** What hashes passwords or asks others would make the quick ones wait. */
it.each([
  'identity.session.sign-in.v1',
  'identity.account.sign-up.v1',
  'identity.session.change-password.v1',
  'identity.invitation.accept.v1',
  'identity.user.invite.v1',
])('%s, which takes its time, is none of the quick ones', (name) => {
  expect(requests.map((contract) => contract.name)).toContain(name);
  expect(quick).not.toContain(name);
});
