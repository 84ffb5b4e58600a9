import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Asked, ConsoleFiles, isPage, keptSeconds } from './console-files.js';

const folder = mkdtempSync(join(tmpdir(), 'console-'));
const NAMES = ['index.html', 'icon.svg', 'assets/main-a1.js', 'assets/main-a1.js.br', '.vite/manifest.json'];

beforeAll(() => {
  for (const name of NAMES) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const BROWSER = 'text/html,application/xhtml+xml,*/*;q=0.8';
const asked = (path: string, more: Partial<Asked> = {}): Asked => ({
  method: 'GET',
  path,
  accept: BROWSER,
  isServed: false,
  ...more,
});

describe('the console', () => {
  it.each<[string, Asked, string | null]>([
    [
      'is at the root, in place of the page there',
      asked('/', { isServed: true, accept: '*/*' }),
      'index.html',
    ],
    ['is one page at all its addresses', asked('/people/usr_1'), 'index.html'],
    ['has files', asked('/assets/main-a1.js', { accept: '*/*' }), 'assets/main-a1.js'],
    ['answers who only asks for the head', asked('/icon.svg', { method: 'HEAD' }), 'icon.svg'],
    ['is no answer to programs', asked('/people', { accept: 'application/json' }), null],
    ['is no answer to who says nothing', asked('/people', { accept: undefined }), null],
    ['is no answer to a form', asked('/people', { method: 'POST' }), null],
    ['does not stand in for an asset of an older build', asked('/assets/main-a0.js'), null],
    ['keeps to itself what only builds need', asked('/.vite/manifest.json', { accept: '*/*' }), null],
    [
      'keeps to itself that a file lies there smaller',
      asked('/assets/main-a1.js.br', { accept: '*/*' }),
      null,
    ],
    ['has no file outside of its folder', asked('/assets/../../package.json', { accept: '*/*' }), null],
    ['has no address of the API', asked('/v1/nothing'), null],
    ['lets pages of the gateway be', asked('/docs', { isServed: true }), null],
    ['nor what is beside them', asked('/health/else'), null],
    ['nor what is behind a link', asked('/invitations/a/b'), null],
    ['has a list of invitations all the same', asked('/invitations'), 'index.html'],
  ])('%s', (_case, call, file) => {
    expect(ConsoleFiles.in(folder)?.fileFor(call)).toBe(file);
  });

  it('is kept by browsers as long as its name says what is in it, and looked at anew otherwise', () => {
    expect(['assets/main-a1.js', 'index.html', 'icon.svg'].map(keptSeconds)).toEqual([31_536_000, 0, 0]);
  });

  it('is nowhere before it is built, which pages can say', () => {
    expect(ConsoleFiles.in(join(folder, 'assets'))).toBeNull();
    expect([asked('/people'), asked('/v1/users'), asked('/', { isServed: true })].map(isPage)).toEqual([
      true,
      false,
      false,
    ]);
  });
});
