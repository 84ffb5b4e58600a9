import { toldTogether } from './told-claims.js';

const token = { iss: 'https://idp.example', sub: 'ben', aud: 'us', iat: 1, exp: 2 };
const ben = { email: 'ben@firm.example' };
const ann = { email: 'ann@firm.example' };

it.each([
  ['an address that the token leaves out', {}, { ...ben, email_verified: true }, [ben.email, true]],
  ['what the token leaves out of its address', ben, { ...ben, email_verified: true }, [ben.email, true]],
  [
    'the token before the answer',
    { ...ben, email_verified: false },
    { email_verified: true },
    [ben.email, false],
  ],
  ['nothing of one address for the other', ann, { ...ben, email_verified: true }, [ann.email, undefined]],
  [
    'no word of the token for an address of the answer',
    { email_verified: true },
    ben,
    [ben.email, undefined],
  ],
  ['no word for no address', { email_verified: true }, {}, [undefined, true]],
])('takes %s', (_case, inToken, asked, expected) => {
  const { email, email_verified: verified } = toldTogether(
    { ...token, ...inToken },
    { sub: 'ben', ...asked },
  );
  expect([email, verified]).toEqual(expected);
});

it('the rest is of both, and of the token where both say it', () => {
  const asked = { sub: 'ben', given_name: 'Benjamin', family_name: 'Osei' };
  expect(toldTogether({ ...token, given_name: 'Ben' }, asked)).toEqual({
    ...token,
    given_name: 'Ben',
    family_name: 'Osei',
  });
});
