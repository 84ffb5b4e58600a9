import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Builder } from '../../early/builder.mjs';
import { putInPlace } from '../../early/bundler.mjs';
import { REPOSITORY } from '../../early/places.mjs';
import { findProjects } from '../../early/projects.mjs';

describe('a project for browsers', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'bundle-'));
    for (const file of ['.swcrc', 'package.json']) cpSync(join(REPOSITORY, file), join(root, file));
    symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
    for (const kind of ['apps', 'libs', 'tools']) mkdirSync(join(root, kind));
    write('apps/pages/package.json', '{ "type": "module" }');
    write('apps/pages/vite.config.ts', 'export default { build: { modulePreload: false } };');
    write('apps/pages/index.html', '<script type="module" src="/src/main.ts"></script>');
    write('apps/pages/src/main.ts', `document.title = 'first';`);
    write('apps/pages/src/main.spec.ts', `never('bundled');`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, text: string): void {
    const path = join(root, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }

  const build = (from = root) =>
    new Builder(from).build(findProjects(from).find(({ name }) => name === 'pages')!);
  const scripts = () => {
    const assets = join(root, 'apps/pages/dist/assets');
    return readdirSync(assets).map((name) => readFileSync(join(assets, name), 'utf8'));
  };

  it('is bundled once, anew when a source has changed, and not for its tests', async () => {
    expect((await build()).failures).toEqual([]);
    expect(scripts().join()).toContain('first');
    const page = readFileSync(join(root, 'apps/pages/dist/index.html'), 'utf8');
    expect(await build(`${root}/`)).toEqual({ changed: [], failures: [] });
    write('apps/pages/src/main.spec.ts', `never('bundled either');`);
    expect(await build()).toEqual({ changed: [], failures: [] });

    write('apps/pages/src/main.ts', `document.title = 'second';`);
    expect((await build()).changed).toContain('main.ts');
    expect(scripts()).toHaveLength(1);
    expect(scripts()[0]).toContain('second');
    expect(readFileSync(join(root, 'apps/pages/dist/index.html'), 'utf8')).not.toBe(page);
  });

  it('is bundled anew when what it serves as it is has changed', async () => {
    write('apps/pages/public/icons/icon.svg', '<svg />');
    await build();
    write('apps/pages/public/icons/icon.svg', '<svg width="2" />');
    expect((await build()).changed).toContain('main.ts');
    expect(readFileSync(join(root, 'apps/pages/dist/icons/icon.svg'), 'utf8')).toBe('<svg width="2" />');
    expect(await build()).toEqual({ changed: [], failures: [] });
  });

  it('is put in place also where another build has put its own there a moment before', () => {
    write('dist/index.html', 'former');
    write('ours/index.html', 'ours');
    let renames = 0;
    putInPlace(join(root, 'ours'), join(root, 'dist'), join(root, 'former'), (from, to) => {
      renames += 1;
      if (renames === 2) write('dist/index.html', 'theirs');
      renameSync(from, to);
    });
    expect(readFileSync(join(root, 'dist/index.html'), 'utf8')).toBe('ours');
    expect(renames).toBe(4);
  });

  it('keeps what it was where it has a mistake, says which, and leaves nothing lying about', async () => {
    await build();
    write('apps/pages/src/main.ts', `import { gone } from './gone.js'; gone();`);
    const { changed, failures } = await build();
    expect(changed).toEqual([]);
    expect(failures).toEqual([expect.stringContaining('gone.js')]);
    expect(scripts().join()).toContain('first');
    expect(readdirSync(join(root, '.local'))).toEqual([]);

    write('apps/pages/src/main.ts', `document.title = 'mended';`);
    expect((await build()).failures).toEqual([]);
    expect(scripts().join()).toContain('mended');
    expect(existsSync(join(root, 'apps/pages/dist/.made-from.json'))).toBe(true);
  });
});
