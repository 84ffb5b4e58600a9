import { HALF_TYPED } from '../../design/days.js';
import { banBody, refuseBan } from './ban-wishes.js';

it.each([
  ['nothing', '', '', 'people.ban.reason.missing'],
  ['blanks alone', '  ', '2030-01-01T00:00', 'people.ban.reason.missing'],
  ['a reason', 'Lost laptop', '', null],
  ['a reason and an end', 'Lost laptop', '2030-01-01T00:00', null],
  ['a year of five digits', 'Lost laptop', '12030-01-01T00:00', 'people.ban.until.invalid'],
  ['the last year that a browser takes', 'Lost laptop', '275760-09-13T00:00', 'people.ban.until.invalid'],
  ['no time at all', 'Lost laptop', 'soon', 'people.ban.until.invalid'],
  ['half a time', 'Lost laptop', HALF_TYPED, 'people.ban.until.invalid'],
])('a ban with %s', (_what, reason, until, refusal) => {
  expect(refuseBan({ reason, until })).toBe(refusal);
});

it('an end is a time of the account, and no end is none', () => {
  const zone = 'Europe/Paris';
  const wish = { reason: ' Lost ', until: '2030-01-01T00:00' };
  expect(banBody(wish, zone)).toEqual({ reason: 'Lost', until: '2029-12-31T23:00:00.000Z' });
  expect(banBody({ reason: 'Lost', until: '' }, zone)).toEqual({ reason: 'Lost' });
});
