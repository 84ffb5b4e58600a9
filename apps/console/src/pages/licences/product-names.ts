import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { catalogQuery } from './licence-queries.js';

/** What a product is called in the catalogue; its key until that is there. */
export function useProductName(): (product: string) => string {
  const { data } = useQuery(catalogQuery);
  return useCallback(
    (product) => data?.items.find((item) => item.product === product)?.name ?? product,
    [data],
  );
}

/** What several are called, as a list in one line. */
export function useProductNames(): (products: readonly string[]) => string {
  const nameOf = useProductName();
  return useCallback((products) => products.map(nameOf).join(', '), [nameOf]);
}

/** What a plan is called in the catalogue; its key where it is no longer sold. */
export function usePlanName(): (product: string, plan: string) => string {
  const { data } = useQuery(catalogQuery);
  return (product, plan) => {
    const plans = data?.items.find((item) => item.product === product)?.plans;
    return plans?.find((one) => one.plan === plan)?.name ?? plan;
  };
}
