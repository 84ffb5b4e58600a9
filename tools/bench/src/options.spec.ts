import { readOptions } from './options.js';

const read = (...args: string[]) => readOptions(args, '/here', '/checkout');

it('measures its own checkout, three rounds and half a minute of rest, unless told otherwise', () => {
  expect(read('invite')).toMatchObject({
    paths: ['invite'],
    repository: '/checkout',
    rounds: 3,
    idleSeconds: 30,
  });
  expect(read('invite', '--repository', '../old', '--json', 'a.json', '--rounds', '7')).toMatchObject({
    repository: '/old',
    json: '/here/a.json',
    rounds: 7,
  });
});

it.each([['0'], ['-1'], ['many'], ['1.5']])('refuses %s rounds', (rounds) => {
  expect(() => read('invite', `--rounds=${rounds}`)).toThrow(`--rounds is "${rounds}"`);
});
