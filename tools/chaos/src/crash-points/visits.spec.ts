import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACTS } from '../acts/acts.js';
import { crashPoints } from './points.js';
import { VISITED_BY_ACTS, VISITED_BY_TESTS } from './visits.js';

const repository = fileURLToPath(new URL('../../../..', import.meta.url));

describe('crash points', () => {
  it('are each visited by acts of chaos, or by a test, and no visit is to one that is gone', () => {
    const visited = [...Object.keys(VISITED_BY_ACTS), ...Object.keys(VISITED_BY_TESTS)].sort();
    expect(visited).toEqual(crashPoints(repository));
  });

  it('are visited by acts that there are', () => {
    const names = new Set(ACTS.map(({ name }) => name));
    const unknown = Object.values(VISITED_BY_ACTS).flatMap((acts) => acts.filter((name) => !names.has(name)));
    expect(unknown).toEqual([]);
  });

  it.each(Object.entries(VISITED_BY_TESTS))('%s is named in %s', (point, test) => {
    const text = readFileSync(join(repository, test), 'utf8');
    const [, lastWord = point] = /\.(\w+)$/.exec(point) ?? [];
    expect(text).toMatch(new RegExp(`['.]${lastWord}(#\\d+)?'`));
  });
});
