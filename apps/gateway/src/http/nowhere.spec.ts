import { nothingThere, type Route } from './nowhere.js';

const routes: Route[] = [
  { method: 'GET', path: '/' },
  { method: 'GET', path: '/v1/users' },
  { method: 'POST', path: '/v1/users' },
  { method: 'GET', path: '/v1/users/:id' },
  { method: 'PATCH', path: '/v1/users/:id' },
  { method: 'POST', path: '/v1/users/import' },
  { method: 'POST', path: '/v1/users/:id/ban' },
];

describe('where no route is', () => {
  it.each([
    ['PUT', '/v1/users', ['GET', 'POST']],
    ['DELETE', '/v1/users?limit=5', ['GET', 'POST']],
    ['GET', '/v1/users/usr_1/ban', ['POST']],
    ['DELETE', '/v1/users/usr_1', ['GET', 'PATCH']],
    ['PUT', '/v1/users/import', ['POST']],
  ])('%s %s is told which methods there are', (method, url, allow) => {
    expect(nothingThere(routes, method, url)).toMatchObject({
      code: 'method-not-allowed',
      members: { allow },
    });
  });

  it('the methods are said in a sentence', () => {
    expect(nothingThere(routes, 'PUT', '/v1/users').detail).toBe('PUT is not known here, only GET and POST.');
    expect(nothingThere(routes, 'PUT', '/v1/users/import').detail).toBe('PUT is not known here, only POST.');
  });

  it.each([
    ['/v1/users/', '/v1/users'],
    ['//v1/users', '/v1/users'],
    ['/users', '/v1/users'],
    ['/users/usr_1/ban/', '/v1/users/usr_1/ban'],
    ['/v1/nowhere', undefined],
    ['/v1', undefined],
  ])('%s is asked whether it means %s', (url, meant) => {
    const { code, detail } = nothingThere(routes, 'GET', url);
    const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
    expect([code, detail]).toEqual(['not-found', `There is nothing at this address.${question}`]);
  });

  it('an id that is missing never becomes the list of everything', () => {
    expect(nothingThere(routes, 'GET', '/v1/users/').code).toBe('not-found');
    expect(nothingThere(routes, 'POST', '/v1/users//ban')).toMatchObject({
      code: 'not-found',
      detail: 'There is nothing at this address. It has two slashes in a row: is an id missing?',
    });
  });
});
