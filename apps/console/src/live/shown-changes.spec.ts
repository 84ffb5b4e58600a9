import { ANY, type Change, isShownBy, knows } from './shown-changes.js';

it.each([
  ['the same key', ['people', 'one', 'usr_1'], ['people', 'one', 'usr_1'], true],
  ['a key that goes on', ['people', 'list'], ['people', 'list', { status: 'active' }], true],
  ['somebody else', ['people', 'one', 'usr_1'], ['people', 'one', 'usr_2'], false],
  ['a list of ids with it', ['people', 'by-id', 'usr_1'], ['people', 'by-id', ['usr_1', 'usr_2']], true],
  ['a list of ids without it', ['people', 'by-id', 'usr_3'], ['people', 'by-id', ['usr_1']], false],
  ['any part', ['licenses', ANY, 'waiting'], ['licenses', 'core', 'waiting'], true],
  ['any part that is not there', ['licenses', ANY], ['licenses'], false],
  ['a key that ends before', ['people', 'one', 'usr_1'], ['people'], false],
])('%s', (_what, shown, key, expected) => {
  expect(isShownBy(shown, key)).toBe(expected);
});

const change = (version: number | null): Change => ({
  type: 'identity.user.updated',
  subject: { kind: 'user', id: 'usr_1' },
  version,
  at: '2026-03-12T16:40:59.000Z',
});
const ann = (version: number) => ({ id: 'usr_1', version });

it.each([
  ['one as new', ann(3), 3, true],
  ['one that is newer', ann(4), 3, true],
  ['one that is older', ann(2), 3, false],
  ['somebody else', { id: 'usr_2', version: 9 }, 3, false],
  ['a page with it', { items: [{ id: 'usr_2', version: 1 }, ann(3)] }, 3, true],
  ['a page with it as it was', { items: [ann(2)] }, 3, false],
  ['pages with it', { pages: [{ items: [] }, { items: [ann(3)] }] }, 3, true],
  ['pages without it', { pages: [{ items: [] }] }, 3, false],
  ['what has no versions', { id: 'usr_1' }, 3, false],
  ['a change without a version', ann(3), null, false],
  ['nothing yet', undefined, 3, false],
])('%s', (_what, answer, version, expected) => {
  expect(knows(answer, change(version))).toBe(expected);
});
