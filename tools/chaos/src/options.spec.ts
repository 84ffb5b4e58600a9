import { readOptions } from './options.js';

describe('the options of chaos', () => {
  it('are ten minutes over two copies of everything unless something else is said', () => {
    expect(readOptions([], '/home')).toEqual({
      ...{ seed: 1, minutes: 10, faults: 100_000, replicas: 2, hands: 8, restMs: 10_000 },
      ...{ pairs: false, stopAtFirst: false },
    });
  });

  it('name the report from where the command was given', () => {
    const args = ['--seed', '7', '--minutes', '0.5', '--json', 'chaos.json', '--stop-at-first'];
    expect(readOptions(args, '/home')).toMatchObject({
      ...{ seed: 7, minutes: 0.5, json: '/home/chaos.json', stopAtFirst: true },
    });
  });

  it('visit crash points in the only copy of a service', () => {
    expect(readOptions(['--crash-points', 'all'], '/')).toMatchObject({ crashPoints: 'all', replicas: 1 });
  });

  it.each([
    [['--seed', 'x'], '--seed is "x"'],
    [['--seed', '1.5'], 'whole number'],
    [['--minutes', '0'], '--minutes is "0"'],
    [['--replicas', ''], '--replicas is ""'],
    [['--fast'], '--fast'],
    [['--pairs', '--crash-points', 'all'], 'two plans'],
  ])('are refused where they make no sense: %p', (args, sentence) => {
    expect(() => readOptions(args, '/home')).toThrow(sentence);
  });
});
