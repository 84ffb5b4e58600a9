import { Tallies } from './tallies.js';

const at = (time: string): Date => new Date(`2026-11-22T${time}Z`);
const failure = { event: 'sign-in-failed', accountId: 'acc_1', userId: 'usr_1' } as const;

describe('what an attack repeats', () => {
  it('is counted by kind, account and user, with the first and the last address', () => {
    const tallies = new Tallies(100);
    tallies.note({ ...failure, address: '192.0.2.1', client: 'curl' }, at('12:01:00'));
    tallies.note({ ...failure, address: '192.0.2.2' }, at('12:02:00'));
    tallies.note({ ...failure, address: '192.0.2.3', client: 'wget' }, at('12:09:59.999'));
    tallies.note({ ...failure, userId: 'usr_2' }, at('12:02:00'));
    tallies.note({ ...failure, event: 'forbidden' }, at('12:02:00'));
    tallies.note({ ...failure, accountId: 'acc_2' }, at('12:02:00'));
    const [first, ...others] = tallies.take();
    expect(first).toEqual({
      ...failure,
      id: expect.stringMatching(/^tly_/),
      from: at('12:00:00'),
      until: at('12:10:00'),
      count: 3,
      firstAt: at('12:01:00'),
      lastAt: at('12:09:59.999'),
      firstAddress: '192.0.2.1',
      lastAddress: '192.0.2.3',
      client: 'wget',
    });
    expect(others.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it('is told once, and begins anew with the next window and after it was taken', () => {
    const tallies = new Tallies(100);
    tallies.note(failure, at('12:09:59'));
    tallies.note(failure, at('12:10:00'));
    const [one, other] = tallies.take();
    expect([one?.from, other?.from]).toEqual([at('12:00:00'), at('12:10:00')]);
    expect(tallies.take()).toEqual([]);
    tallies.note(failure, at('12:10:01'));
    const [later] = tallies.take();
    expect(later).toMatchObject({ count: 1, from: at('12:10:00') });
    expect(later?.id).not.toBe(other?.id);
  });

  it('takes a bounded room: of more users nothing is counted', () => {
    const tallies = new Tallies(2);
    for (const userId of ['usr_1', 'usr_2', 'usr_3', 'usr_1'])
      tallies.note({ ...failure, userId }, at('12:00:00'));
    expect(tallies.take().map(({ userId, count }) => [userId, count])).toEqual([
      ['usr_1', 2],
      ['usr_2', 1],
    ]);
  });
});
