import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCatalog, type CatalogVersion, type SoldProduct } from './catalog-file.js';

/** The catalogue that comes with Seatkeeper; a vendor names a folder of its own. */
export const SHIPPED_CATALOG = fileURLToPath(new URL('../../catalog/', import.meta.url));

const FILE = /^([1-9]\d{0,5})\.json$/;

/** Every version of the catalogue: the newest is sold, the older ones explain what was sold before. */
export class Catalogs {
  private readonly versions: ReadonlyMap<number, CatalogVersion>;
  readonly current: CatalogVersion;

  /** `versions` are in ascending order, and at least one. */
  constructor(versions: readonly [CatalogVersion, ...CatalogVersion[]]) {
    this.versions = new Map(versions.map((one) => [one.version, one]));
    this.current = versions.at(-1) ?? versions[0];
  }

  /** The version that an order or a subscription came from. Throws when its file was taken away. */
  version(version: number): CatalogVersion {
    const found = this.versions.get(version);
    if (found) return found;
    throw new Error(`The catalogue has no version ${version} any more: put its file back.`);
  }

  /** Whatever is or was sold, in the newest version that has it. */
  get products(): readonly SoldProduct[] {
    const known = new Map<string, SoldProduct>();
    for (const { products } of this.versions.values())
      for (const product of products) known.set(product.product, product);
    return [...known.values()];
  }
}

/** Reads `<version>.json` of a folder. Throws one sentence that names file and place. */
export function readCatalogs(folder: string): Catalogs {
  const numbers = readdirSync(folder)
    .flatMap((name) => FILE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
  const [first, ...rest] = numbers.map((version) => {
    const file = join(folder, `${version}.json`);
    try {
      return readCatalog(readFileSync(file, 'utf8'), version);
    } catch (error) {
      throw new Error(`${file}, ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  });
  if (!first) throw new Error(`${folder} has no file such as 1.json`);
  return new Catalogs([first, ...rest]);
}
