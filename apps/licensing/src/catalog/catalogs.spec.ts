import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '@seatkeeper/service';
import { licensingSettings } from '../settings.js';
import { readCatalogs, SHIPPED_CATALOG } from './catalogs.js';

type Json = Record<string, unknown>;
const shipped = readFileSync(join(SHIPPED_CATALOG, '1.json'), 'utf8');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'catalog-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a version that differs from the shipped one in one place. */
function write(version: number, steps: (string | number)[] = ['version'], value: unknown = version): void {
  const file = { ...(JSON.parse(shipped) as Json), version };
  const [last = '', ...before] = steps.toReversed();
  const parent = before.toReversed().reduce<Json>((at, step) => at[step] as Json, file);
  parent[last] = value;
  writeFileSync(join(folder, `${version}.json`), JSON.stringify(file));
}

describe('a folder of catalogues', () => {
  it('sells the newest version, by number and not by letter, and keeps the older ones', () => {
    write(2);
    write(10, ['products', 0, 'name'], 'Core of today');
    const catalogs = readCatalogs(folder);
    expect(catalogs.current.version).toBe(10);
    expect(catalogs.version(2).products[0]?.name).toBe('Seatkeeper Core');
    expect(() => catalogs.version(3)).toThrow('The catalogue has no version 3 any more: put its file back.');
  });

  it('knows a product that is no longer sold', () => {
    write(1);
    const products = (JSON.parse(shipped) as { products: unknown[] }).products;
    write(2, ['products'], products.slice(0, 1));
    expect(readCatalogs(folder).current.products).toHaveLength(1);
    expect(readCatalogs(folder).products.map(({ product }) => product)).toEqual(['core', 'contract']);
  });

  const price = ['products', 0, 'plans', 0, 'prices', 0];
  it.each<[string, (string | number)[], unknown, string]>([
    [
      'a price with a fraction',
      [...price, 'baseMinor'],
      29.5,
      'products[0].plans[0].prices[0].baseMinor: Expected',
    ],
    [
      'a price below nothing',
      [...price, 'tiers', 1, 'perSeatMinor'],
      -1,
      'tiers[1].perSeatMinor: A price is not negative',
    ],
    ['tiers out of order', [...price, 'tiers', 1, 'upTo'], 25, 'tiers[1].upTo: Expected more than 25'],
    [
      'tiers with an end',
      [...price, 'tiers', 2, 'upTo'],
      500,
      'tiers[2].upTo: The last tier has no end: null',
    ],
    [
      'a price missing',
      ['products', 0, 'plans', 0, 'prices'],
      [],
      'plans[0].prices: The price in EUR a month is missing',
    ],
    ['a currency twice', [...price, 'period'], 'year', 'prices[1]: The price in EUR a year is there twice'],
    [
      'a plan twice',
      ['products', 0, 'plans', 1, 'plan'],
      'standard',
      'plans[1].plan: standard is there twice',
    ],
    [
      'an unknown feature',
      ['products', 1, 'plans', 0, 'features', 0],
      'magic',
      'features[0]: magic is not among the features',
    ],
    [
      'a plan nobody offers',
      ['products', 0, 'modules', 0, 'plans', 0],
      'gold',
      'modules[0].plans[0]: gold is not among the plans of the product',
    ],
    [
      'fewer seats than included',
      ['products', 0, 'plans', 1, 'maximumSeats'],
      4,
      'plans[1].maximumSeats: It is less',
    ],
    [
      'a field that means nothing',
      ['products', 0, 'discount'],
      5,
      'products[0].discount: This field is not known',
    ],
    ['the number of another version', ['version'], 7, 'version: The file is named for version 1 and says 7'],
  ])('with %s stops the start, and names the place', (_case, steps, value, message) => {
    write(1, steps, value);
    const start = () => readSettings(licensingSettings, environment(folder));
    expect(start).toThrow(message);
    expect(start).toThrow(`CATALOG_FOLDER is wrong (${join(folder, '1.json')}, `);
  });

  it('that is empty, not there or not JSON stops the start as well', () => {
    expect(() => readCatalogs(folder)).toThrow(`${folder} has no file such as 1.json`);
    expect(() => readSettings(licensingSettings, environment(join(folder, 'none')))).toThrow('ENOENT');
    writeFileSync(join(folder, '1.json'), '{ "version": 1,');
    expect(() => readCatalogs(folder)).toThrow(`${join(folder, '1.json')}, `);
  });

  it('need not be named', () => {
    expect(readSettings(licensingSettings, environment()).CATALOG_FOLDER.current.version).toBe(1);
  });
});

const environment = (catalog?: string) => ({
  MONGODB_URI: 'mongodb://127.0.0.1',
  AMQP_URL: 'amqp://127.0.0.1',
  ...(catalog !== undefined && { CATALOG_FOLDER: catalog }),
});
