import { Pretty } from './pretty.js';

const time = '2026-11-24T16:02:03.456Z';
const entry = (more: object) =>
  JSON.stringify({ level: 'info', time, pid: 7, service: 'licensing', component: 'seats', ...more });

describe('a line of a log, for people', () => {
  const plain = new Pretty(false);

  it('begins with the time, the process and the level, and ends with where it comes from and its fields', () => {
    expect(
      plain.line('licensing', entry({ message: 'Claimed a seat', seat: 4, account: { id: 'acc_1' } })),
    ).toBe('16:02:03.456 licensing      info  Claimed a seat (seats) seat=4 account={"id":"acc_1"}');
  });

  it('shows an error with its stack below', () => {
    const line = plain.line(
      'licensing',
      entry({
        level: 'error',
        message: 'A round failed',
        error: { type: 'Error', stack: 'Error: no\n    at x' },
      }),
    );
    expect(line).toBe(
      '16:02:03.456 licensing      error A round failed (seats)\n    Error: no\n        at x',
    );
  });

  it.each(['identity cannot start: LOG_LEVEL is wrong.', '{ half a line'])('leaves "%s" as it is', (text) => {
    expect(plain.line('identity', text)).toBe(`identity       ${text}`);
  });

  it('paints each process in a colour of its own, and always the same', () => {
    const pretty = new Pretty(true);
    const colourOf = (name: string) => /\[(\d+)m/.exec(pretty.line(name, 'x'))?.[1];
    const [identity, licensing] = [colourOf('identity'), colourOf('licensing')];
    expect(identity).not.toBe(licensing);
    expect([colourOf('identity'), colourOf('licensing')]).toEqual([identity, licensing]);
  });
});
