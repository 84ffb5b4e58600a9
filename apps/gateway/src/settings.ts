import {
  actorSigningSettings,
  busSettings,
  commonSettings,
  defineSettings,
  isLongSecret,
  mongoSettings,
  networksSetting,
  publicSettings,
  redisSettings,
} from '@seatkeeper/service';
import { z } from 'zod';
import { trustedProxies } from './limits/addresses.js';
import { limitSettings } from './limits/policies.js';

const seconds = (usual: number) => z.coerce.number().int().min(1).max(3_600).default(usual);

export const gatewaySettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
  ...publicSettings,
  ...actorSigningSettings,
  IDEMPOTENCY_SECRET: z
    .string()
    .refine(isLongSecret, 'Expected at least 32 bytes in base64')
    .describe(
      'Digests of calls with an Idempotency-Key are made with it: at least 32 random bytes in base64',
    ),
  RETIRED_IDEMPOTENCY_SECRETS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine((secrets) => secrets.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe(
      'Earlier ones, for a day after the change: keys sent before it are known by them; commas between',
    ),
  TRUSTED_PROXIES: trustedProxies,
  METRICS_NETWORKS: networksSetting(
    'Networks from which `GET /metrics` is answered, with commas between; for everybody else nothing is there',
    'loopback,linklocal,uniquelocal',
  ),
  BODY_SECONDS: seconds(30).describe('Seconds in which the body of a call has to arrive, files excepted'),
  UPLOAD_SILENT_SECONDS: seconds(20).describe(
    'Seconds for which a file that is sent, or fetched, may stand still',
  ),
  MAIL_REPORT_SECRETS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((secret) => secret.trim().replace(/^whsec_/, '') || []))
    .refine((secrets) => secrets.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe(
      'Secrets with which a mail provider signs reports of mails that came back: each at least 32 random bytes in base64, ' +
        'with or without `whsec_`; commas between. Without one, nobody can report',
    ),
  PAYMENT_REPORT_SECRETS: z
    .string()
    .regex(/^(whsec_\w{10,250}(,whsec_\w{10,250})*)?$/, 'Expected whsec_…, with commas between several')
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .describe(
      'Secrets of the webhook endpoint at Stripe, with commas between while one is changed for another. Without one, Stripe can report ' +
        'nothing, and what became of payments is asked for every quarter of an hour',
    ),
  CONSOLE: z
    .stringbool()
    .default(true)
    .describe('Whether browsers get the console, from `/` on; `false` where a product has pages of its own'),
  CONSOLE_FOLDER: z
    .string()
    .default('')
    .describe('Folder of another console than the one that was built beside the gateway'),
  ...limitSettings,
});
