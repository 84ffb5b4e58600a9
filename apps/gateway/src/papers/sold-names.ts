import type { CatalogProduct, OrderLine } from '@seatkeeper/contracts';

type Sold = Pick<OrderLine, 'product' | 'kind' | 'name'>;

/** How what is sold is called in a version of the catalogue; what that does not have is called by its key. */
export interface SoldNames {
  readonly product: (key: string) => string;
  /** The plan, the module or the add-on that a line is about; empty for seats. */
  readonly part: (line: Sold) => string;
}

export function soldNames({ items }: { readonly items: readonly CatalogProduct[] }): SoldNames {
  const products = new Map(items.map((item) => [item.product, item]));
  const found = ({ product, kind, name }: Sold): { name: string } | undefined => {
    const sold = products.get(product);
    if (kind === 'plan') return sold?.plans.find(({ plan }) => plan === name);
    if (kind === 'module') return sold?.modules.find(({ module }) => module === name);
    return sold?.addons.find(({ addon }) => addon === name);
  };
  return {
    product: (key) => products.get(key)?.name ?? key,
    part: (line) => found(line)?.name ?? line.name ?? '',
  };
}
