import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { events, permissions } from '@seatkeeper/contracts';
import { root } from './workspace.js';

const dist = `${root}apps/console/dist/`;
const words = `${root}apps/console/src/words/`;
/** What may be loaded before the first page is shown, compressed. */
const FIRST_LOAD_BYTES = 250_000;

type Manifest = Record<string, { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }>;
type Catalogue = Record<string, string>;

const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Manifest;
const page = readFileSync(`${dist}index.html`, 'utf8');

describe('the console as it was built', () => {
  it('loads at most 250 kB before its first page, words of one language among them', () => {
    const files = new Set<string>();
    const take = (name: string) => {
      const { file, imports = [], css = [] } = manifest[name]!;
      if (files.has(file)) return;
      for (const one of [file, ...css]) files.add(one);
      imports.forEach(take);
    };
    const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry);
    expect(entry).toBe('index.html');
    take(entry!);
    for (const name of ['shell', 'problems', 'sign-in']) take(`src/words/fr/${name}.json`);
    const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(dist + file)).length, 0);
    expect(files.size).toBeGreaterThan(4);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
  });

  it('has no script and no style in the page itself, and nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
    const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => !/^\/(?!\/)/.test(address!))).toEqual([]);
  });

  it('has every script and style with a hash beside it as small as it gets', () => {
    const assets = readdirSync(`${dist}assets`);
    const large = assets.filter(
      (name) => /\.(js|css)$/.test(name) && readFileSync(`${dist}assets/${name}`).length >= 1_000,
    );
    expect(large.length).toBeGreaterThan(2);
    expect(large.filter((name) => !assets.includes(`${name}.br`) || !assets.includes(`${name}.gz`))).toEqual(
      [],
    );
  });
});

describe('the words of the console', () => {
  const catalogues = readdirSync(`${words}en`);
  const read = (language: string, name: string) =>
    JSON.parse(readFileSync(`${words}${language}/${name}`, 'utf8')) as Catalogue;
  /** The names that a text asks for. Within an argument, as of a plural, braces hold texts again. */
  const asksFor = (text: string) => {
    const names = new Set<string>();
    let depth = 0;
    for (const { 0: sign, index } of text.matchAll(/[{}]/g)) {
      if (sign === '{' && depth % 2 === 0) names.add(/\w+/.exec(text.slice(index))![0]);
      depth += sign === '{' ? 1 : -1;
    }
    expect([text, depth]).toEqual([text, 0]);
    return [...names].sort();
  };

  it('are in both languages', () => {
    expect(readdirSync(`${words}fr`)).toEqual(catalogues);
  });

  it.each(catalogues)('of %s are the same texts, which ask for the same', (name) => {
    const [english, french] = [read('en', name), read('fr', name)];
    expect(Object.keys(french)).toEqual(Object.keys(english));
    for (const [id, text] of Object.entries(english)) {
      expect([id, asksFor(french[id]!)]).toEqual([id, asksFor(text)]);
      expect(id.startsWith(`${name.replace('.json', '')}.`)).toBe(true);
      expect(text.trim() && french[id]!.trim()).not.toBe('');
    }
  });

  it.each(catalogues)('of %s keep French signs with the word before them', (name) => {
    const loose = Object.values(read('fr', name)).filter((text) => / [?!;:»]|« /.test(text));
    expect(loose).toEqual([]);
  });

  it('tell everything that the audit log can hold, and every permission', () => {
    const actions = events.filter(({ audited }) => audited !== false);
    const asked = [
      ...actions.flatMap(({ name }) => {
        const action = name.replace(/\.v\d+$/, '');
        return [`trail.action.${action}`, `audit.did.${action}`];
      }),
      ...Object.keys(permissions).map((permission) => `permissions.${permission}`),
    ];
    const said = ['trail.json', 'audit.json', 'permissions.json'].flatMap((name) =>
      Object.keys(read('en', name)),
    );
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((id) => !said.includes(id))).toEqual([]);
  });

  it('know every problem that the gateway can answer with', () => {
    const { components } = JSON.parse(readFileSync(`${root}docs/reference/openapi.json`, 'utf8')) as {
      components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
    };
    const said = Object.keys(read('en', 'problems.json'));
    const codes = components.schemas.Problem.properties.code.enum;
    expect(codes.filter((code) => !said.includes(`problems.${code}`))).toEqual([]);
  });
});
