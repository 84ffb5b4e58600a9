import type { Bus } from '@seatkeeper/bus';
import { getSeatLevel } from '@seatkeeper/contracts';

/** As what products are known to people, by product. */
export async function productNames(
  bus: Bus,
  accountId: string,
  products: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const names = products.map(async (product) => {
    const { name } = await bus.request(getSeatLevel, { accountId, product });
    return [product, name] as const;
  });
  return Object.fromEntries(await Promise.all(names));
}
