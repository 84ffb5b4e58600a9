import { refuseOrigin, sessionCookie, sessionCookieOf } from './session-cookies.js';

const PUBLIC = 'https://seats.example';
const LOCAL = 'http://127.0.0.1:3000';

describe('the cookie of a session', () => {
  it('is read by no script, sent by no other site, to nothing but the calls of the session, and only with TLS', () => {
    expect(sessionCookie('acc.ses.fam.sec', PUBLIC, 86_400)).toBe(
      '__Secure-seatkeeper=acc.ses.fam.sec; Path=/v1/auth; Max-Age=86400; HttpOnly; SameSite=Strict; Secure',
    );
  });

  it('works without TLS on the machine of a developer, who may run several gateways', () => {
    expect(sessionCookie('t', LOCAL, 60)).toBe(
      'seatkeeper-3000=t; Path=/v1/auth; Max-Age=60; HttpOnly; SameSite=Strict',
    );
    expect(
      sessionCookieOf({ cookie: 'seatkeeper-3000=one; seatkeeper-3100=two' }, 'http://localhost:3100'),
    ).toBe('two');
  });

  it.each([
    ['alone', '__Secure-seatkeeper=t', 't'],
    ['among others', 'theme=dark; __Secure-seatkeeper=t;lang=fr', 't'],
    ['not there', 'theme=dark', null],
    ['removed', '__Secure-seatkeeper=', null],
    ['under the name that needs no TLS', 'seatkeeper=t', null],
    [
      'set a second time by a neighbour of the domain',
      '__Secure-seatkeeper=t; __Secure-seatkeeper=evil',
      null,
    ],
    ['longer than any token', `__Secure-seatkeeper=${'t'.repeat(501)}`, null],
  ])('%s', (_case, cookie, token) => {
    expect(sessionCookieOf({ cookie }, PUBLIC)).toBe(token);
  });
});

describe('a page of the same origin', () => {
  const proof = { 'x-seatkeeper-console': '1' };
  it.each<[string, Record<string, string>, boolean]>([
    ['says so in the words of its browser', { ...proof, 'sec-fetch-site': 'same-origin' }, true],
    ['names its origin where the browser has no such words', { ...proof, origin: PUBLIC }, true],
    [
      'may stand under the address that was called',
      { ...proof, origin: 'http://gateway.internal:3000' },
      true,
    ],
    [
      'is no page of another site, whatever it calls itself',
      { ...proof, 'sec-fetch-site': 'cross-site', origin: PUBLIC },
      false,
    ],
    ['is no page of a neighbour', { ...proof, 'sec-fetch-site': 'same-site' }, false],
    ['is nothing that was typed', { ...proof, 'sec-fetch-site': 'none' }, false],
    ['is no other origin', { ...proof, origin: 'https://seats.example.evil.example' }, false],
    ['is no frame without an origin', { ...proof, origin: 'null' }, false],
    ['is nothing that does not say where it is', proof, false],
    ['is no form, which sends no header', { 'sec-fetch-site': 'same-origin', origin: PUBLIC }, false],
    [
      'is nothing with another header',
      { 'x-seatkeeper-console': 'yes', 'sec-fetch-site': 'same-origin' },
      false,
    ],
  ])('%s', (_case, headers, expected) => {
    const refusal = refuseOrigin(headers, 'gateway.internal:3000', PUBLIC);
    expect(refusal?.code ?? null).toBe(expected ? null : 'not-same-origin');
  });
});
