import { type Branch, placesFor, treeOf } from './affiliate-tree.js';

const account = (id: string, parentId: string) => ({ id, parentId });
const drawn = (branches: readonly Branch<{ id: string }>[]): string =>
  branches
    .map(({ account: { id }, below }) => `${id}${below.length > 0 ? `(${drawn(below)})` : ''}`)
    .join(' ');

it.each([
  ['nothing', [], ''],
  ['those right below', [account('a', 'top'), account('b', 'top')], 'a b'],
  [
    'several levels',
    [account('a', 'top'), account('b', 'top'), account('c', 'b'), account('d', 'c')],
    'a b(c(d))',
  ],
  ['one whose parent is not among them', [account('a', 'top'), account('c', 'gone')], 'a c'],
])('draws %s', (_what, accounts, expected) => {
  expect(drawn(treeOf('top', accounts))).toBe(expected);
});

it('an account can be put beneath any other that is not below it, and not where it is', () => {
  const top = { id: 'top', name: 'Top' };
  const at = (id: string, parentId: string) => ({ id, parentId, name: id.toUpperCase() });
  const all = [at('a', 'top'), at('b', 'a'), at('c', 'b'), at('d', 'top')];
  const places = (id: string) =>
    placesFor(
      all.find((one) => one.id === id)!,
      top,
      all,
    ).map((one) => one.id);
  expect(places('a')).toEqual(['d']);
  expect(places('b')).toEqual(['top', 'd']);
  expect(places('c')).toEqual(['top', 'a', 'd']);
  expect(places('d')).toEqual(['a', 'b', 'c']);
});
