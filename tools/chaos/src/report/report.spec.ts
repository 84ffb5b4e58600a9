import { type Report, reportText } from './report.js';

const report: Report = {
  ...{ seed: 7, minutes: 1, replicas: 2, restWithinMs: 10_000, quietRestMs: 500 },
  faults: [
    {
      ...{ kind: 'kill', part: 'mongodb', copy: 0, afterMs: 400, forMs: 0, process: 'mongodb', at: 0 },
      ...{ hit: ['invite', '2 of users'], awayMs: 1_500, restMs: 940, unrest: [], load: 4.13 },
    },
    {
      ...{
        kind: 'freeze',
        part: 'identity',
        copy: 1,
        afterMs: 400,
        forMs: 6_000,
        process: 'identity-2',
        at: 0,
      },
      ...{ hit: ['ban'], awayMs: 6_100, restMs: null, unrest: ['1 of users'], load: 4 },
    },
  ],
  answers: { 'invite 201': 8, 'invite 503': 2 },
  totals: { users: 8, seats: 9 },
  violations: [{ law: 'at rest within 10 s', what: 'never: 1 of users', after: '2, freeze identity-2' }],
};

describe('the report', () => {
  it('has a line for each fault, what there is, and what is wrong, with the seed to have it again', () => {
    expect(reportText(report).split('\n')).toEqual([
      'fault                hit    away    rest  load',
      'kill mongodb           2   1.5 s   0.9 s   4.1',
      'freeze identity-2      1   6.1 s   never   4.0',
      '',
      '2 faults, 10 calls; at rest after 0.9 s in the middle, 0.9 s at most, 0.5 s without a fault',
      'In the books: 8 users, 9 seats',
      'VIOLATED, after 2, freeze identity-2: at rest within 10 s: never: 1 of users',
      '1 violations; --seed 7 plans the same faults again',
      '',
    ]);
  });

  it('says so where nothing is wrong', () => {
    expect(reportText({ ...report, violations: [] })).toContain('Nothing was lost or doubled; seed 7\n');
  });
});
