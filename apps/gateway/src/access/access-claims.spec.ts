import { readClaims } from './access-claims.js';

const now = new Date('2026-11-22T12:00:00Z');
const iat = now.getTime() / 1_000;
const claims = { sub: 'usr_adaquill', acc: 'acc_harbourlane', sid: 'ses_harbourlane', iat, exp: iat + 600 };

describe('the claims of an access token', () => {
  it('name user, account and session', () => {
    expect(readClaims({ ...claims, iss: 'seatkeeper' }, now)).toEqual(claims);
  });

  it('name the account of the user besides, where it is another one', () => {
    expect(readClaims({ ...claims, hom: 'acc_harbourhold' }, now)).toEqual({
      ...claims,
      hom: 'acc_harbourhold',
    });
  });

  it.each([
    ['name something else as the account of the user', { hom: 'usr_adaquill' }],
    ['have no end', { exp: undefined }],
    ['end later than any token does', { exp: iat + 601 }],
    ['have no beginning', { iat: undefined }],
    ['begin in the future', { iat: iat + 3_600, exp: iat + 4_200 }],
    ['are no numbers', { exp: '2026-11-22T12:10:00Z' }],
    ['name no session', { sid: undefined }],
    ['name something else', { sub: 'ord_0123456789' }],
  ])('that %s are refused', (_case, wrong) => {
    expect(() => readClaims({ ...claims, ...wrong }, now)).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
  });

  it('may come from a clock that is a little ahead', () => {
    expect(readClaims({ ...claims, iat: iat + 20, exp: iat + 620 }, now)).toBeDefined();
  });
});
