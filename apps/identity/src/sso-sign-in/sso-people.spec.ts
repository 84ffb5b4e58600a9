import { knownAddress, namesOf } from './sso-people.js';

const proved = { name: 'firm.example', value: 'x', provedAt: new Date() };
const house = { issuer: 'https://id.firm.example', domains: [proved], vouchesForAddresses: false };
const entra = { ...house, vouchesForAddresses: true };
const google = { ...house, issuer: 'https://accounts.google.com' };
const ann = { sub: '1', email: 'Ann@Firm.example', email_verified: true };
const { email_verified: _, ...silent } = ann;

describe('an address', () => {
  it.each([
    ['that is verified, of a proved domain, counts, however it is written', ann, house, 'ann@firm.example'],
    [
      'that is called verified in a text counts',
      { ...ann, email_verified: 'true' },
      house,
      'ann@firm.example',
    ],
    [
      'of which nothing is said counts where the provider has no strangers',
      silent,
      entra,
      'ann@firm.example',
    ],
    [
      'is the name to sign in with of who has no mailbox there',
      { sub: '1', preferred_username: 'ann@firm.example' },
      entra,
      'ann@firm.example',
    ],
    [
      'of Google counts if the account is the firm’s',
      { ...ann, hd: 'firm.example' },
      google,
      'ann@firm.example',
    ],
    [
      'of a domain in other letters is compared as name servers have it',
      { ...ann, email: 'ann@bücher.example' },
      { ...house, domains: [{ ...proved, name: 'xn--bcher-kva.example' }] },
      'ann@bücher.example',
    ],
  ])('%s', (_case, claims, connection, address) => {
    expect(knownAddress(claims, connection)).toEqual({ address });
  });

  it.each([
    ['that is not there', { sub: '1' }, house, 'no-address'],
    ['that is none', { ...ann, email: 'ann' }, house, 'no-address'],
    ['that is no text', { ...ann, email: { $ne: null } }, house, 'no-address'],
    ['that is a name to sign in with', { sub: '1', preferred_username: ann.email }, house, 'no-address'],
    ['of which nothing is said', silent, house, 'address-not-verified'],
    ['that is called unverified', { ...ann, email_verified: false }, house, 'address-not-verified'],
    [
      'that is called unverified where there are no strangers',
      { ...ann, email_verified: false },
      entra,
      'address-not-verified',
    ],
    ['that is called verified by a number', { ...ann, email_verified: 1 }, house, 'address-not-verified'],
    ['of another domain', { ...ann, email: 'ann@other.example' }, house, 'domain-not-proved'],
    ['of a domain below', { ...ann, email: 'ann@mail.firm.example' }, house, 'domain-not-proved'],
    [
      'of a domain that is not proved',
      ann,
      { ...house, domains: [{ name: 'firm.example', value: 'x' }] },
      'domain-not-proved',
    ],
    ['of an own account at Google', ann, google, 'not-of-the-firm'],
    ['of another firm at Google', { ...ann, hd: 'other.example' }, google, 'not-of-the-firm'],
  ])('%s does not count', (_case, claims, connection, refused) => {
    expect(knownAddress(claims, connection)).toEqual({ refused });
  });
});

it.each([
  [{ given_name: 'Ann', family_name: 'Lee' }, 'Ann', 'Lee'],
  [{ name: 'Ann Mary Lee' }, 'Ann', 'Mary Lee'],
  [{}, 'ann', 'lee'],
  [{ given_name: '=cmd()', family_name: 'www.evil.example' }, 'ann', 'lee'],
  [{ given_name: 7, name: '' }, 'ann', 'lee'],
])('who comes with %p is called %s %s', (said, firstName, lastName) => {
  expect(namesOf({ sub: '1', ...said }, 'ann.lee@firm.example')).toEqual({ firstName, lastName });
});

it('who has one word before the @ is called by it', () => {
  expect(namesOf({ sub: '1' }, 'ann@firm.example')).toEqual({ firstName: 'ann', lastName: 'Colleague' });
});
