import {
  actorCheckingSettings,
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  publicSettings,
  type SettingsOf,
} from '@seatkeeper/service';
import { z } from 'zod';
import { readCatalogs, SHIPPED_CATALOG } from './catalog/catalogs.js';

export const licensingSettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...actorCheckingSettings,
  ...publicSettings,
  CATALOG_FOLDER: z
    .string()
    .default('')
    .transform((folder, context) => {
      try {
        return readCatalogs(folder || SHIPPED_CATALOG);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
    })
    .describe(
      'Folder of the catalogue: one file for each version, 1.json, 2.json and so on, of which the newest is sold; ' +
        'left out, the one that comes with Seatkeeper',
    ),
  TAX_BASIS_POINTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('Tax on what is ordered here, in hundredths of a percent: 1900 is 19 %'),
  QUOTE_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe('Hours in which a quote can be checked out'),
  INVOICE_DAYS: z.coerce.number().int().min(0).max(365).default(30).describe('Days until an invoice is due'),
  INVOICE_PREFIX: z
    .string()
    .max(20)
    .default('INV-')
    .describe('Beginning of the numbers of invoices, which are consecutive over all accounts'),
  SELLER_NAME: z
    .string()
    .max(200)
    .default('Seatkeeper')
    .describe('Who invoices are from: the name of the firm that sells the seats'),
  SELLER_ADDRESS: z
    .string()
    .max(500)
    .default('')
    .transform((text) => text.split(';').flatMap((line) => line.trim() || []))
    .describe('The address of that firm on invoices, with semicolons between its lines'),
  SELLER_TAX_NUMBER: z
    .string()
    .max(50)
    .default('')
    .describe('The number under which that firm pays tax, on invoices'),
  SELLER_PAY_TO: z
    .string()
    .max(200)
    .default('')
    .describe('Where invoices are paid to, as they say it: a bank account, for instance'),
  GRACE_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(365)
    .default(30)
    .describe(
      'Days an account has to put it right when more seats are held than purchased, unless an operator says otherwise',
    ),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^((sk|rk)_\w{10,250})?$/, 'Expected a secret or restricted key: sk_… or rk_…')
    .default('')
    .describe(
      'Key of the account at Stripe that takes payments of orders; left out, orders are on invoice alone. It needs to write ' +
        'Checkout Sessions, refunds, customers, payment methods and payment intents, and to read charges and disputes',
    ),
  STRIPE_API_URL: z
    .url()
    .default('https://api.stripe.com')
    .describe('Where Stripe answers; another one in tests'),
  CARD_RETRY_DAYS: z
    .string()
    .default('3,5,7')
    .transform((text) => (text === 'none' ? [] : text.split(',').map((day) => Number(day))))
    .pipe(z.array(z.number().int().min(1).max(90)).max(8))
    .refine((days) => days.every((day, i) => day > (days[i - 1] ?? 0)), 'Name each day once, in their order')
    .describe(
      'How many days after it was declined first a saved card is tried again for a renewal, with commas between the tries; `none`: not at all',
    ),
  CARD_RETRY_HOUR: z.coerce
    .number()
    .int()
    .min(0)
    .max(23)
    .default(9)
    .describe('The full hour, in the time zone of the account, at which it is tried on those days'),
  TRIAL_SEATS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(5)
    .describe('Seats of `core` that a new account gets to try the product; 0 for none'),
});
export type LicensingSettings = SettingsOf<typeof licensingSettings>;

/** Whether the operator has set up that payments are taken at once. */
export const takesPayments = ({ STRIPE_SECRET_KEY }: Pick<LicensingSettings, 'STRIPE_SECRET_KEY'>): boolean =>
  STRIPE_SECRET_KEY !== '';
