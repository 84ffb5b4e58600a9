import type { Sight } from '../taps/journal.js';
import { withoutIdle } from './counts.js';

const sights = (count: number, kind: string, what = 'users'): Sight[] =>
  Array.from({ length: count }, () => ({ atMs: 0, who: 'identity', server: 'mongodb', kind, what }));

const idle = (byLabel: Record<string, number>) => ({
  perSecond: { mongodb: 0, rabbitmq: 0, redis: 0 },
  byLabel,
});

describe('what is counted for a path', () => {
  it('leaves out what an idle stack does as well', () => {
    const seen = [...sights(10, 'aggregate'), ...sights(4, 'find')];
    expect(withoutIdle(seen, idle({ 'mongodb identity: aggregate users': 1 }), 10)).toEqual(
      sights(4, 'find'),
    );
  });

  it('keeps a kind that an idle stack does too, when it comes far more often than at rest', () => {
    const seen = sights(40, 'find');
    expect(withoutIdle(seen, idle({ 'mongodb identity: find users': 1 }), 10)).toHaveLength(40);
  });

  it('leaves out how the driver keeps its connection', () => {
    expect(withoutIdle([...sights(3, 'hello', ''), ...sights(1, 'insert')], idle({}), 1)).toEqual(
      sights(1, 'insert'),
    );
  });
});
