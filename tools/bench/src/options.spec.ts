import { readOptions } from './options.js';

const read = (...args: string[]) => readOptions(args, '/here', '/checkout');

it('measures every path of its own checkout, three rounds and half a minute of rest, unless told otherwise', () => {
  expect(read()).toMatchObject({
    only: [],
    restOnly: false,
    repository: '/checkout',
    out: '/checkout/.local/bench',
    rounds: 3,
    idleSeconds: 30,
  });
  expect(
    read('--only', 'invite, list', '--repository', '../old', '--out', 'a', '--rounds', '7'),
  ).toMatchObject({
    only: ['invite', 'list'],
    repository: '/old',
    out: '/here/a',
    rounds: 7,
  });
});

it('is content with one round when it has to be quick, unless it is told how many', () => {
  expect(read('--quick')).toMatchObject({ rounds: 1, idleSeconds: 8 });
  expect(read('--quick', '--rounds', '2')).toMatchObject({ rounds: 2, idleSeconds: 8 });
});

it.each([['0'], ['-1'], ['many'], ['1.5']])('refuses %s rounds', (rounds) => {
  expect(() => read(`--rounds=${rounds}`)).toThrow(`--rounds is "${rounds}"`);
});

it('refuses an option that it does not know', () => {
  expect(() => read('--ony', 'invite')).toThrow("Unknown option '--ony'");
});
