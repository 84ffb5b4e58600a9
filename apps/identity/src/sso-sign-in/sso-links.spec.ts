import { linkedWith, ssoLink } from './sso-links.js';

const connection = { id: 'sso_1', issuer: 'https://id.firm.example', clientId: 'us' };
const now = new Date();
const ann = ssoLink(connection, 'ann', now);

it('somebody is another one with another id, issuer, client or connection', () => {
  const others = [
    ssoLink(connection, 'bob', now),
    ssoLink({ ...connection, issuer: 'https://id.other.example' }, 'ann', now),
    ssoLink({ ...connection, clientId: 'them' }, 'ann', now),
    ssoLink({ ...connection, id: 'sso_2' }, 'ann', now),
  ];
  expect(new Set([ann, ...others].map(({ id }) => id)).size).toBe(5);
  expect(ssoLink(connection, 'ann', new Date(0)).id).toBe(ann.id);
});

it('a user has one identity of a provider, and may have others elsewhere', () => {
  const elsewhere = ssoLink({ ...connection, id: 'sso_2' }, 'ann', now);
  expect(linkedWith({}, ann)).toEqual([ann]);
  expect(linkedWith({ ssoLinks: [ann] }, ann)).toBeNull();
  expect(linkedWith({ ssoLinks: [ann] }, elsewhere)).toEqual([ann, elsewhere]);
  expect(() => linkedWith({ ssoLinks: [ann] }, ssoLink(connection, 'bob', now))).toThrow(
    expect.objectContaining({ code: 'sso-user-unknown', members: { reason: 'other-identity' } }),
  );
});
