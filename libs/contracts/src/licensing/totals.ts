import { z } from 'zod';
import { Currency } from './catalog.js';

/** What an order comes to, and its invoice after it: in minor units, and the gross is the net with its tax. */
export const totals = {
  currency: Currency,
  netMinor: z.int(),
  taxBasisPoints: z.int().describe('The rate of tax: 1900 is 19 %'),
  taxMinor: z.int(),
  grossMinor: z.int(),
};
