import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder } from '../../early/builder.mjs';
import { findProjects, usersOf } from '../../early/projects.mjs';
import { REPOSITORY } from '../../early/places.mjs';

describe('the build', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'build-'));
    for (const file of ['.swcrc', 'package.json']) cpSync(join(REPOSITORY, file), join(root, file));
    symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
    for (const kind of ['apps', 'libs', 'tools']) mkdirSync(join(root, kind));
    write('libs/words/src/index.ts', `export { word } from './word.js';`);
    write('libs/words/src/word.ts', `export const word: string = 'first';`);
    write('libs/words/src/word.spec.ts', `never('compiled');`);
    write('libs/words/src/letter.template', `Dear {{name}}`);
    write('apps/speaker/src/main.ts', `import { word } from '@seatkeeper/words';\nexport default word;`);
    write('apps/silent/src/main.ts', `export default '';`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, text: string): void {
    const path = join(root, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    writeFileSync(join(root, ...file.split('/').slice(0, 2), 'package.json'), '{ "type": "module" }');
  }

  const words = () => findProjects(root).find(({ name }) => name === 'words')!;
  const build = () => new Builder(root).build(words());
  const output = (file: string) => join(root, 'libs/words/dist', file);

  it('compiles sources, copies what they read, leaves out specs, and does nothing the second time', async () => {
    const { changed, failures } = await build();
    expect(failures).toEqual([]);
    expect(changed.sort()).toEqual(['index.ts', 'letter.template', 'word.ts']);
    expect(readFileSync(output('word.js'), 'utf8')).toContain(`export const word = 'first';`);
    expect(readFileSync(output('letter.template'), 'utf8')).toBe('Dear {{name}}');
    expect(JSON.parse(readFileSync(output('word.js.map'), 'utf8')).sources).toEqual(['../src/word.ts']);
    expect(existsSync(output('word.spec.js'))).toBe(false);
    expect(await build()).toEqual({ changed: [], failures: [] });
  });

  it('compiles what has changed or lost its output, and removes what has lost its source', async () => {
    await build();
    write('libs/words/src/word.ts', `export const word: string = 'second';`);
    rmSync(output('index.js'));
    rmSync(join(root, 'libs/words/src/letter.template'));
    const { changed } = await build();
    expect(changed.sort()).toEqual(['index.ts', 'letter.template', 'word.ts']);
    expect(readFileSync(output('word.js'), 'utf8')).toContain('second');
    expect(existsSync(output('letter.template'))).toBe(false);
  });

  it('leaves the former output in place of a source that does not compile, and says why', async () => {
    await build();
    write('libs/words/src/word.ts', `export const word: string = ;`);
    const broken = await build();
    expect(broken.changed).toEqual([]);
    expect(broken.failures.join()).toContain('word.ts');
    expect(readFileSync(output('word.js'), 'utf8')).toContain('first');
    write('libs/words/src/word.ts', `export const word: string = 'mended';`);
    expect((await build()).changed).toEqual(['word.ts']);
  });

  it('starts from nothing when what lies there was made by something else', async () => {
    mkdirSync(join(root, 'libs/words/dist'), { recursive: true });
    writeFileSync(output('stranger.js'), '');
    await build();
    expect(existsSync(output('stranger.js'))).toBe(false);
  });

  it('knows who runs the code of a library', () => {
    const users = usersOf(findProjects(root));
    expect([...(users.get('words') ?? [])].sort()).toEqual(['speaker', 'words']);
    expect([...(users.get('silent') ?? [])]).toEqual(['silent']);
  });
});
