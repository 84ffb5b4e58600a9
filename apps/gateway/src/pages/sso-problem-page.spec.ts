import { Fault, type FaultCode } from '@seatkeeper/contracts';
import { renderSsoProblem, ssoProblemPath } from './sso-problem-page.js';

const path = (code: FaultCode, members = {}) => ssoProblemPath(new Fault(code, { members }), 'firm');

it.each([
  ['sso-attempt-ended', '/single-sign-on/ended?account=firm'],
  ['sso-provider-failed', '/single-sign-on/provider?account=firm'],
  ['no-free-seat', '/single-sign-on/no-seat?account=firm'],
  ['internal-error', null],
] as const)('%s has its page at %s', (code, expected) => {
  expect(path(code)).toBe(expected);
});

it('who waits for a seat is told so', () => {
  expect(path('sso-user-barred', { userStatus: 'waiting' })).toBe('/single-sign-on/waiting?account=firm');
  expect(path('sso-user-barred', { userStatus: 'banned' })).toBe('/single-sign-on/barred?account=firm');
});

it('an account that is none is not in the address', () => {
  expect(ssoProblemPath(new Fault('sso-refused'), '"><script>')).toBe('/single-sign-on/refused');
});

it('the page says in the language of the browser what happened and what to do', () => {
  const english = renderSsoProblem('ended', 'firm', 'en-GB');
  expect(english).toContain('<html lang="en">');
  expect(english).toContain('<a href="/v1/auth/sso/firm">Begin again</a>');
  expect(renderSsoProblem('ended', 'firm', 'fr-CA,fr;q=0.9')).toContain('Veuillez recommencer');
});

it.each(['constructor', '<script>', ''])('nothing of an address gets into it: %s', (asked) => {
  const page = renderSsoProblem(asked, '"><script>alert(1)</script>', undefined);
  expect(page).toContain('The sign-in did not come off');
  expect(page).not.toContain('alert(1)');
});
