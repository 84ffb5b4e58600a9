import { newSsoBinding, ssoBindingCookie, ssoBindingOf } from './sso-bindings.js';

const HERE = 'http://127.0.0.1:3000';
const THERE = 'https://seats.example';
const binding = newSsoBinding();
const sent = (...pairs: string[]) => ({ cookie: pairs.join('; ') });

it('a browser sends back what it was given, for ten minutes and to nobody else', () => {
  expect(ssoBindingCookie(binding, HERE)).toBe(
    `seatkeeper-sso-3000=${binding}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax`,
  );
  expect(ssoBindingCookie(binding, THERE)).toBe(
    `__Host-seatkeeper-sso=${binding}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(ssoBindingOf(sent('a=b', `__Host-seatkeeper-sso=${binding}`), THERE)).toBe(binding);
});

it.each([
  ['none', {}],
  ['that of another gateway of the machine', sent(`seatkeeper-sso-4000=${binding}`)],
  ['two', sent(`seatkeeper-sso-3000=${binding}`, `seatkeeper-sso-3000=${newSsoBinding()}`)],
  ['one that was never given', sent('seatkeeper-sso-3000=x')],
])('%s is as none', (_case, headers) => {
  expect(ssoBindingOf(headers, HERE)).toBeNull();
});
