import { defineEvent, defineRequest } from '@seatkeeper/contracts';
import { z } from 'zod';
import { Handlers, type Registration, wiringMistakes } from './wiring.js';

const invoke = () => Promise.resolve();
const claim = defineRequest({
  name: 'licensing.seat.claim.v1',
  summary: '',
  input: z.unknown(),
  output: z.unknown(),
});
const freed = defineEvent({ name: 'licensing.seat.freed.v1', summary: '', data: z.unknown() });

const answers = (handler: string): Registration => ({ kind: 'request', handler, contract: claim, invoke });
const hears = (handler: string): Registration => ({ kind: 'event', handler, contract: freed, invoke });
const hearsAll = (handler: string): Registration => ({
  kind: 'topics',
  handler,
  topics: ['licensing.#'],
  invoke,
});

describe('the wiring of a service', () => {
  it.each([
    ['nothing to complain about', 'licensing', [answers('A.claim'), hears('A.freed'), hearsAll('B.all')], []],
    ['an event of another service', 'identity', [hears('A.freed')], []],
    ['two families', 'identity', [hearsAll('A.all'), hearsAll('B.all')], []],
    [
      'a request of another service',
      'identity',
      [answers('A.claim')],
      [/A\.claim answers licensing\.seat\.claim\.v1/],
    ],
    [
      'a request twice',
      'licensing',
      [answers('A.claim'), answers('B.claim')],
      [/by A\.claim and by B\.claim/],
    ],
    ['an event that two features hear', 'identity', [hears('A.freed'), hears('B.freed')], []],
    [
      'two handlers of one name',
      'identity',
      [hears('A.on'), hearsAll('A.on')],
      [/Two handlers are called A\.on/],
    ],
  ])('%s', (_case, service, registrations, expected) => {
    const mistakes = wiringMistakes(service, registrations, { owed: [], retired: [] });
    expect(mistakes).toEqual(expected.map((mistake) => expect.stringMatching(mistake) as unknown));
  });

  it('a name cannot be heard and retired at once', () => {
    const duties = { owed: [], retired: [freed.name] };
    expect(wiringMistakes('identity', [hears('A.freed')], duties)).toEqual([
      'A.freed hears licensing.seat.freed.v1, which is listed as retired: take it off that list.',
    ]);
  });

  it('every request of a service has a handler, or is named', () => {
    const free = { ...claim, name: 'licensing.seat.free.v1' };
    const duties = { owed: [claim, free], retired: [] };
    expect(wiringMistakes('licensing', [answers('A.claim')], duties)).toEqual([
      'licensing does not answer licensing.seat.free.v1: put @Handle on the method that does.',
    ]);
    const both = [answers('A.claim'), { ...answers('A.free'), contract: free } as Registration];
    expect(wiringMistakes('licensing', both, duties)).toEqual([]);
  });

  it('the queue is bound once to each name and family', () => {
    const handlers = new Handlers([
      answers('A.claim'),
      hears('A.freed'),
      hearsAll('B.all'),
      hearsAll('C.all'),
    ]);
    expect(handlers.bindings).toEqual([freed.name, 'licensing.#']);
    expect([...handlers.requests.keys()]).toEqual([claim.name]);
  });
});
