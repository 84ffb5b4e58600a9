import { defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';
import { answerQuickly, refuseAsking } from './who-may-ask.js';

const claim = defineRequest({
  name: 'licensing.seat.claim.v1',
  summary: '',
  askedBy: ['identity'],
  input: z.object({}),
  output: z.object({}),
});
const resolve = { ...claim, name: 'identity.user.resolve.v1', quick: true };
const list = defineRequest({
  name: 'licensing.seat.list.v1',
  summary: '',
  input: z.object({}),
  output: z.object({}),
});

describe('who may ask', () => {
  it.each([
    ['who is named', 'identity', claim, null],
    [
      'who is not named',
      'reassignment',
      claim,
      /^reassignment asks licensing\.seat\.claim\.v1, which is asked by/,
    ],
    ['the gateway, when nobody is named', 'gateway', list, null],
    ['another, when nobody is named', 'identity', list, /asked by gateway alone/],
    ['the owner itself', 'licensing', claim, null],
  ])('%s', (_case, service, contract, expected) => {
    const refusal = refuseAsking({ service, part: false }, contract);
    if (expected) expect(refusal).toMatch(expected);
    else expect(refusal).toBeNull();
  });

  it('a stand-in of a test asks what it likes', () => {
    expect(refuseAsking({ service: 'caller', part: true }, claim)).toBeNull();
  });

  it('nobody asks on the way to a quick answer, not even who may otherwise, and not later in the same work', async () => {
    const asked = await answerQuickly(resolve, async () => {
      await new Promise((done) => setImmediate(done));
      return refuseAsking({ service: 'identity', part: true }, claim);
    });
    expect(asked).toMatch(/is asked while identity\.user\.resolve\.v1 is answered, which is quick/);
    expect(refuseAsking({ service: 'identity', part: false }, claim)).toBeNull();
  });
});
