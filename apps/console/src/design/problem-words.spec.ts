import { NoAnswer, Problem } from '@seatkeeper/client';
import { fieldErrorsOf, tellProblem } from './problem-words.js';

const problem = (code: string, more: object = {}, retryAfter?: number) => {
  const body = {
    type: '',
    title: '',
    status: 409,
    detail: `Told: ${code}.`,
    requestId: 'req_1',
    code,
    ...more,
  };
  return new Problem(body as ConstructorParameters<typeof Problem>[0], {
    status: 409,
    ...(retryAfter !== undefined && { retryAfter }),
  });
};
const tell = (error: unknown) => tellProblem(error, (id) => id !== 'problems.of-tomorrow');

it.each([
  ['a problem', problem('name-taken'), 'problems.name-taken', []],
  ['a code that a newer server sends', problem('of-tomorrow'), 'problems.unknown', []],
  [
    'a missing seat, with its numbers',
    problem('no-free-seat', { product: 'core', purchased: 5, used: 5 }),
    'problems.no-free-seat',
    [{ id: 'problems.noSeat', values: { product: 'core', purchased: 5, used: 5 } }],
  ],
  ['a missing seat of which nothing is told', problem('no-free-seat'), 'problems.no-free-seat', []],
  [
    'a missing permission',
    problem('forbidden', { permission: 'users.ban' }),
    'problems.forbidden',
    [{ id: 'problems.permission', values: { permission: 'users.ban' } }],
  ],
  [
    'when to come again',
    problem('too-many-requests', {}, 30),
    'problems.too-many-requests',
    [{ id: 'problems.wait', values: { seconds: 30 } }],
  ],
  ['no answer', new NoAnswer('GET /v1/me', new Error('cut')), 'problems.no-answer', []],
  ['a mistake of the page', new TypeError('x is not a function'), 'problems.unknown', []],
  ['anything that is thrown', 'stop', 'problems.unknown', []],
])('%s is told', (_what, error, id, more) => {
  expect(tell(error)).toMatchObject({ id, more });
});

it('what an operator finds it by is told beside it', () => {
  expect(tell(problem('busy'))).toMatchObject({ requestId: 'req_1', detail: 'Told: busy.' });
});

it('errors stand at their fields, the first of each', () => {
  const errors = [
    { path: 'phones.cell', message: 'Too long' },
    { path: 'domains[1]', message: 'No domain' },
    { path: 'lastName', message: 'May not be empty' },
    { path: 'lastName', message: 'And more' },
  ];
  expect(fieldErrorsOf(problem('validation-failed', { errors }))).toEqual({
    phones: 'Too long',
    'phones.cell': 'Too long',
    domains: 'No domain',
    'domains[1]': 'No domain',
    lastName: 'May not be empty',
  });
  expect(fieldErrorsOf(new Error('no problem'))).toEqual({});
});
