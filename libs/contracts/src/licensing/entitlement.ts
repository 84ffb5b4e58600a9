import { z } from 'zod';
import { defineRequest } from '../contract.js';
import { AccountId } from '../ids.js';
import { Product } from '../people.js';
import { FeatureName, PlanName } from './catalog.js';

/** What an account's products, plans, modules and add-ons switch on. */
export const Entitlements = z.object({
  features: z.array(FeatureName).describe('Everything that is on, from whatever it comes'),
  items: z.array(
    z.object({
      product: Product,
      plan: PlanName,
      modules: z.array(z.string()),
      addons: z.array(z.string()),
      features: z.array(FeatureName),
    }),
  ),
});
export type Entitlements = z.infer<typeof Entitlements>;

export const getEntitlements = defineRequest({
  name: 'licensing.entitlement.get.v1',
  summary: 'What the products, plans, modules and add-ons of an account switch on.',
  input: z.object({ accountId: AccountId }),
  output: Entitlements,
});
