import { Fault } from '@seatkeeper/contracts';

export interface Route {
  readonly method: string;
  /** With `:name` for what varies. */
  readonly path: string;
}

/**
 * What to say where no route is: that the address knows other methods, that it is spelt otherwise, or that there is
 * nothing. A slash too many is refused and not overlooked: with an empty id in it, `/v1/users/{id}` would become
 * the list of all users.
 */
export function nothingThere(routes: readonly Route[], method: string, url: string): Fault {
  const path = url.split('?', 1)[0] ?? '';
  const allow = methodsAt(routes, path);
  if (allow.length > 0)
    return new Fault('method-not-allowed', {
      detail: `${method} is not known here, only ${inWords(allow)}.`,
      members: { allow },
    });
  const nothing = 'There is nothing at this address.';
  if (path.slice(1).includes('//'))
    return new Fault('not-found', `${nothing} It has two slashes in a row: is an id missing?`);
  const meant = [withoutSlashes(path), `/v1${withoutSlashes(path)}`].find(
    (candidate) => methodsAt(routes, candidate).length > 0,
  );
  return new Fault('not-found', meant === undefined ? nothing : `${nothing} Did you mean ${meant}?`);
}

/** Of several patterns that fit, the one with the most fixed words is meant, as the router decides, too. */
function methodsAt(routes: readonly Route[], path: string): string[] {
  const fitting = routes.filter((route) => fits(route.path, path));
  const fewest = Math.min(...fitting.map((route) => variables(route.path)));
  const methods = fitting.filter((route) => variables(route.path) === fewest).map(({ method }) => method);
  return [...new Set(methods)].sort();
}

function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((word, index) => (word.startsWith(':') ? given[index] !== '' : word === given[index]))
  );
}

const variables = (pattern: string): number => pattern.split('/:').length - 1;

const withoutSlashes = (path: string): string => path.replace(/^\/+/, '/').replace(/(?<=.)\/$/, '');

const inWords = (methods: readonly string[]): string =>
  methods.length < 2 ? methods.join('') : `${methods.slice(0, -1).join(', ')} and ${methods.at(-1)}`;
