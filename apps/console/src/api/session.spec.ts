import { afterTokens, isAskedAgain, session, type SessionState } from './session.js';

const tokens = {
  accessToken: 'a',
  refreshToken: 'r',
  expiresIn: 600,
  mustChangePassword: false,
  mustAddFactor: false,
};
const inside: SessionState = { is: 'in', must: null };

it.each<[string, SessionState, typeof tokens | null, boolean, SessionState]>([
  ['somebody signs in', { is: 'out' }, tokens, false, inside],
  ['a session ends under the page', inside, null, false, { is: 'expired' }],
  ['it stays ended', { is: 'expired' }, null, false, { is: 'expired' }],
  ['somebody signs out', inside, null, true, { is: 'out' }],
  ['somebody signs out whose session had ended', { is: 'expired' }, null, true, { is: 'out' }],
  ['the browser kept nothing', { is: 'unknown' }, null, false, { is: 'out' }],
  ['somebody signs in again', { is: 'expired' }, tokens, false, inside],
  [
    'a password has to be changed before a factor is added',
    { is: 'out' },
    { ...tokens, mustChangePassword: true, mustAddFactor: true },
    false,
    { is: 'in', must: 'change-password' },
  ],
  [
    'a factor has to be added',
    inside,
    { ...tokens, mustAddFactor: true },
    false,
    { is: 'in', must: 'add-factor' },
  ],
])('%s', (_what, before, heard, leaving, after) => {
  expect(afterTokens(before, heard, leaving)).toEqual(after);
});

it.each<[string, SessionState, boolean]>([
  ['a session that has ended is asked for again', { is: 'expired' }, true],
  ['a password that has to be changed is asked for', { is: 'in', must: 'change-password' }, true],
  ['a factor that has to be added is asked for', { is: 'in', must: 'add-factor' }, true],
  ['nothing is asked of who is in', inside, false],
  ['nothing is asked of who has left', { is: 'out' }, false],
])('above a page, %s', (_what, state, asked) => {
  expect(isAskedAgain(state)).toBe(asked);
});

describe('recovery codes that are read', () => {
  const adding: SessionState = { is: 'in', must: 'add-factor' };
  beforeEach(() => {
    session.nobody();
    session.hear({ ...tokens, mustAddFactor: true });
    session.hold();
  });

  it('stay whatever another tab tells, until who reads them says so', () => {
    session.hear(tokens);
    expect(session.read()).toEqual(adding);
    session.done('add-factor');
    expect(session.read()).toEqual(inside);
    session.hear(null);
    expect(session.read()).toEqual({ is: 'expired' });
  });

  it('stay when the session ends meanwhile, which is told afterwards', () => {
    session.hear(null);
    expect(session.read()).toEqual(adding);
    session.done('add-factor');
    expect(session.read()).toEqual({ is: 'expired' });
  });

  it('hold nothing where none came', () => {
    session.release();
    expect(session.read()).toEqual(adding);
    session.hear(tokens);
    expect(session.read()).toEqual(inside);
  });

  it('are gone with who leaves', () => {
    session.hear(tokens);
    session.nobody();
    session.release();
    expect(session.read()).toEqual({ is: 'out' });
  });
});
