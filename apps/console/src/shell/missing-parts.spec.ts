import { isToReload, styleMissedBy } from './missing-parts.js';

const failure = {
  error: new TypeError(
    'Failed to fetch dynamically imported module: https://seats.example/assets/people-a1.js',
  ),
  isOnline: true,
  build: 'index-a1.js',
  reloaded: null,
};

it.each([
  ['opened anew where a newer console has taken its place', {}, true],
  ['opened anew in Firefox', { error: new TypeError('error loading dynamically imported module: x') }, true],
  ['opened anew in Safari', { error: new TypeError('Importing a module script failed.') }, true],
  [
    'opened anew for its style',
    { error: new Error('Unable to preload CSS for /assets/people-a1.css') },
    true,
  ],
  ['opened anew for each newer console', { reloaded: 'index-a0.js' }, true],
  ['not opened anew a second time', { reloaded: 'index-a1.js' }, false],
  ['not opened anew without a connection', { isOnline: false }, false],
  ['not opened anew for another mistake', { error: new TypeError('x is not a function') }, false],
])('a page is %s', (_what, differing, expected) => {
  expect(isToReload({ ...failure, ...differing })).toBe(expected);
});

it('a style that could not be fetched is known by what the bundler says, and nothing else is taken for one', () => {
  const style = 'https://seats.example/assets/people-a1.css';
  expect(styleMissedBy(new Error(`Unable to preload CSS for ${style}`))).toBe(style);
  expect(styleMissedBy(failure.error)).toBeUndefined();
});
