import {
  freshFamily,
  freshSecret,
  hashes,
  nextSecret,
  parseRefreshToken,
  sha256,
  tokenText,
} from './refresh-tokens.js';

const token = {
  accountId: 'acc_harbourlane',
  sessionId: 'ses_harbourlane',
  family: freshFamily(),
  secret: freshSecret(),
};

describe('a refresh token', () => {
  it('is read as it was written', () => {
    expect(parseRefreshToken(tokenText(token))).toEqual(token);
  });

  it('stays well below what the contract lets through', () => {
    const longest = { ...token, accountId: `acc_${'0'.repeat(40)}`, sessionId: `ses_${'0'.repeat(40)}` };
    expect(tokenText(longest).length).toBeLessThan(200);
  });

  it('is recognised by its hash alone', () => {
    expect(hashes(sha256(token.secret), token.secret)).toBe(true);
    expect(hashes(sha256(token.secret), freshSecret())).toBe(false);
    expect(hashes('', token.secret)).toBe(false);
  });

  it('is followed by one that the same request finds again, and no other', () => {
    const next = nextSecret(token.secret, 'cmd_one');
    expect(next).toBe(nextSecret(token.secret, 'cmd_one'));
    expect(
      new Set([next, nextSecret(token.secret, 'cmd_two'), nextSecret(freshSecret(), 'cmd_one')]).size,
    ).toBe(3);
    expect(parseRefreshToken(tokenText({ ...token, secret: next }))?.secret).toBe(next);
  });

  it.each([
    ['empty text', ''],
    ['a part too few', tokenText(token).split('.').slice(0, 3).join('.')],
    ['a part too many', `${tokenText(token)}.more`],
    ['another kind of id', tokenText({ ...token, sessionId: 'usr_harbourlane' })],
    ['an operator as account', tokenText({ ...token, accountId: '{"$gt":""}' })],
    ['a short secret', tokenText({ ...token, secret: 'short' })],
    ['a JWT', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'],
  ])('is not %s', (_case, text) => {
    expect(parseRefreshToken(text)).toBeNull();
  });
});
