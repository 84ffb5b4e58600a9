import { ssoAddress } from './sso-address.js';

it.each([
  ['firm', '', '/sign-in', '', '/v1/auth/sso/firm'],
  [' firm ', '', '/sign-in', '?next=%2F', '/v1/auth/sso/firm'],
  ['firm', '', '/sign-in', '?next=%2Fpeople%3Fq%3Dx', '/v1/auth/sso/firm?returnTo=%2Fpeople%3Fq%3Dx'],
  [
    'firm',
    'ann@firm.example',
    '/people',
    '?q=x',
    '/v1/auth/sso/firm?returnTo=%2Fpeople%3Fq%3Dx&hint=ann%40firm.example',
  ],
  ['../me', '', '/sign-in', '', '/v1/auth/sso/..%2Fme'],
])('of %j, %j at %s%s is %s', (account, username, pathname, search, address) => {
  expect(ssoAddress(account, username, { pathname, search })).toBe(address);
});

it('of who has to sign in there once more says so', () => {
  const address = ssoAddress('firm', 'ann', { pathname: '/groups', search: '' }, { again: true });
  expect(address).toBe('/v1/auth/sso/firm?returnTo=%2Fgroups&hint=ann&again=true');
});
