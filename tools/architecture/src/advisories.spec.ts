import { judge } from './advisories.js';

const found = (...severities: string[]) => ({
  vulnerabilities: Object.fromEntries(
    severities.map((severity, n) => [`part-${n}`, { name: `part-${n}`, severity, range: '<2.0.1' }]),
  ),
  metadata: { vulnerabilities: {} },
});

describe('known holes in what is shipped', () => {
  it('stop a change when they are high or critical, and are named with the versions that have them', () => {
    expect(judge(found('low', 'high', 'critical'))).toEqual({
      bad: true,
      sentence: expect.stringContaining('part-1 <2.0.1 (high), part-2 <2.0.1 (critical)'),
    });
  });

  it('stop nobody when they are lower, or none are known', () => {
    expect(judge(found('low', 'moderate')).bad).toBe(false);
    expect(judge(found()).sentence).toBe('Nothing that is shipped has a known hole that is high.');
  });

  it.each([
    ['a registry that has no advisories', { message: '405 Method Not Allowed' }, '405 Method Not Allowed'],
    ['a registry that is away', { error: { summary: 'getaddrinfo ENOTFOUND' } }, 'getaddrinfo ENOTFOUND'],
    ['no answer at all', undefined, 'no answer'],
  ])('are not taken for none after %s', (_case, report, reason) => {
    expect(judge(report)).toEqual({ bad: false, sentence: `Nobody was asked about known holes: ${reason}` });
  });
});
