import { defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';
import { answerQuickly, refuseAsker, refuseAsking } from './who-may-ask.js';

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

describe('who is answered', () => {
  const separate = { prefix: 'seats', service: 'licensing', user: 'seats.licensing' };
  const shared = { ...separate, user: 'guest' };

  it.each([
    ['the user of a service that may ask', 'seats.identity', separate, true],
    ['the user of the service itself', 'seats.licensing', separate, true],
    ['the user of a service that may not', 'seats.reassignment', separate, false],
    ['the user of a billing system', 'seats.billing.acme-erp', separate, false],
    ['a user of another installation', 'other.identity', separate, false],
    ['the user that all shared before', 'guest', separate, false],
    ['nobody, where each has a user', undefined, separate, false],
    ['nobody, where all share one', undefined, shared, true],
    ['the user that all share', 'guest', shared, true],
    ['a billing system while services share a user', 'seats.billing.acme-erp', shared, false],
  ])('%s', (_case, userId, answerer, isAnswered) => {
    const refusal = refuseAsker(claim, userId, answerer);
    if (isAnswered) expect(refusal).toBeNull();
    else expect(refusal).toMatch(/^licensing\.seat\.claim\.v1 is asked by identity alone; this came from /);
  });
});
