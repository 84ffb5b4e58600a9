import { featureCircle, fileCircle } from './circles.js';
import { refuseClass, refuseImpurity, refuseName, refuseQuery, refuseReach } from './dialect.js';
import { unusedExports } from './published.js';
import type { Source } from './source.js';
import { isTest, projects } from './workspace.js';

const house = projects();
const apps = house
  .map(({ path }) => path)
  .filter((path) => path.startsWith('apps/') && path !== 'apps/system-tests');
/** Features at the bottom of an app whose documents the acts above them change; see decision 21. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  'apps/identity': ['users', 'accounts'],
  'apps/reassignment': ['records'],
};
const complaints = <T>(of: T[], rule: (one: T) => string | null) =>
  of.map(rule).filter((said) => said !== null);

/** Contracts are published for whoever comes; every other library for those who are there. */
const libraries = house
  .map(({ path }) => path)
  .filter((path) => /^(libs|tools)\//.test(path) && path !== 'libs/contracts');
const every = house.map(({ path }) => path);
const all = (path: string) => house.find((project) => project.path === path)!.sources;
const shipped = (path: string) => all(path).filter((source) => !isTest(source));

it.each(every)('%s has no circle of files', (path) => {
  expect(fileCircle(all(path))).toBeNull();
});

it.each(every)('%s has features that form a directed acyclic graph', (path) => {
  expect(featureCircle(shipped(path))).toBeNull();
});

it.each(every)('%s has no file whose name says nothing', (path) => {
  expect(complaints(all(path), refuseName)).toEqual([]);
});

it.each(libraries)('%s publishes no value that nobody takes', (path) => {
  expect(
    unusedExports(
      house.find((project) => project.path === path)!,
      house,
    ),
  ).toEqual([]);
});

it.each(apps)('%s has classes named after their files', (path) => {
  expect(complaints(shipped(path), refuseClass)).toEqual([]);
});

it.each(apps)('%s is pure in every file without a role suffix', (path) => {
  expect(complaints(shipped(path), refuseImpurity)).toEqual([]);
});

it.each(apps)('%s uses a neighbour’s rules and services, never its repository', (path) => {
  const reach = (source: Source) => refuseReach(source, SHARED[path]);
  expect(complaints(shipped(path), reach)).toEqual([]);
});

it.each(apps)('%s speaks to the database in repositories alone', (path) => {
  expect(complaints(shipped(path), refuseQuery)).toEqual([]);
});
