import { type Person, scored } from '../../testing/fixture.js';
import { computedStages, eventOfFound, oneMore, stored } from './computed.js';

const now = new Date('2026-11-22T06:00:00Z');

describe('a change that the document itself is needed for', () => {
  it('takes over values of the document, and counts its version up', () => {
    const [stage] = computedStages<Person>(
      { set: { lastName: stored('username'), score: oneMore('score') } },
      [],
      now,
    );
    expect(stage).toEqual({
      $set: {
        lastName: '$username',
        score: { $add: ['$score', 1] },
        version: { $add: ['$version', 1] },
      },
    });
  });

  it('never reads a text of a caller as a field', () => {
    const [stage] = computedStages<Person>({ set: { lastName: '$username' } }, [], now);
    expect(stage?.$set).toMatchObject({ lastName: { $literal: '$username' } });
    const event = eventOfFound(scored, { accountId: '$accountId', score: stored('score') }, now);
    const [told] = computedStages({}, [event], now);
    expect(JSON.stringify(told)).toContain('{"accountId":{"$literal":"$accountId"},"score":"$score"}');
  });

  it.each(['accountId', 'version', 'outbox', '_id'])('cannot set %s', (field) => {
    expect(() => computedStages({ set: { [field]: 'x' } }, [], now)).toThrow('the collection keeps it');
    expect(() => computedStages({ unset: [field] }, [], now)).toThrow('the collection keeps it');
  });
});
