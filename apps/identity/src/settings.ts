import { limitSetting } from '@seatkeeper/limits';
import {
  actorCheckingSettings,
  busSettings,
  commonSettings,
  defineSettings,
  isLongSecret,
  mongoSettings,
  nameServersSetting,
  networksSetting,
  publicSettings,
  readPublicSigningKey,
  readsAs,
  readSigningKey,
  redisSettings,
} from '@seatkeeper/service';
import { z } from 'zod';

export const identitySettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
  ...actorCheckingSettings,
  ...publicSettings,
  SIGNING_KEY: z
    .string()
    .refine(readsAs(readSigningKey), 'Expected a private key of the curve P-256, base64 of PKCS#8 PEM')
    .describe('Signs access tokens (ES256): an EC P-256 private key, PKCS#8 PEM in base64'),
  RETIRED_SIGNING_KEYS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine((keys) => keys.every(readsAs(readPublicSigningKey)), 'Expected public keys, base64 of SPKI PEM')
    .describe(
      'Public halves of earlier signing keys, published until their last token has expired; commas between',
    ),
  LINK_SECRET: z
    .string()
    .refine(isLongSecret, 'Expected at least 32 bytes in base64')
    .describe('Links in mails are derived from it: at least 32 random bytes in base64'),
  RETIRED_LINK_SECRETS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine((secrets) => secrets.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe(
      'Other secrets whose links work: earlier ones, until their last link has expired; commas between. What is in ' +
        'neither opens nothing',
    ),
  FACTOR_KEY: z
    .string()
    .refine(isLongSecret, 'Expected at least 32 bytes in base64')
    .describe(
      'Seals the secrets of second factors, and of connections to identity providers, in the database: at least 32 random ' +
        'bytes in base64',
    ),
  RETIRED_FACTOR_KEYS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .refine((keys) => keys.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe(
      'Earlier such keys; commas between. The secret of a second factor is sealed anew when its code signs in; one whose key is in ' +
        'neither cannot be read, and a recovery code or an administrator is needed. That of a connection is sealed anew when ' +
        'somebody signs in by it',
    ),
  HASHES_AT_ONCE: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(0)
    .describe('Passwords that one process hashes at the same time, each on a core; 0 is half of the cores'),
  OPERATOR_ACCOUNT: z
    .string()
    .regex(/^(acc_[0-9a-z]{8,40})?$/, 'Expected the id of an account')
    .default('')
    .describe(
      'Id of the account of the vendor’s own people, the only one in which permissions `operator.*` can be held; ' +
        'left out, nobody holds them',
    ),
  CONFIRM_ADDRESSES: z
    .stringbool()
    .default(true)
    .describe(
      'Whether a firm that signs up confirms its address by a link before it can invite anybody; `false` only where the ' +
        'vendor alone can reach `POST /v1/accounts` and knows whose addresses they are',
    ),
  INVITATION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('Days an invitation link works'),
  INVITATION_RESENDS: limitSetting('3/1h').describe(
    'New links of one person’s invitation, or for another address of theirs, in a short time',
  ),
  INVITATION_RESENDS_LONG: limitSetting('10/24h').describe(
    'New links of one person’s invitation, or for another address of theirs, in a long time',
  ),
  INVITATION_MAILS: limitSetting('10/1h').describe(
    'Invitations to one mail address, from all accounts together',
  ),
  TEST_MAILS: limitSetting('30/1h').describe(
    'Mails that people of one account have sent to themselves as a test',
  ),
  PROOF_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_600)
    .default(300)
    .describe(
      'How long after signing in, or proving it once more, somebody may do what a session alone is not enough for',
    ),
  API_KEYS: z.coerce.number().int().min(1).max(50).default(10).describe('API keys that one user may have'),
  API_KEY_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(365)
    .describe(
      'Days the API key of a person works at most; those of service users may last until they are revoked',
    ),
  SSO_PLAIN_HTTP: z
    .stringbool()
    .default(false)
    .describe('Whether identity providers may do without https: for development'),
  SSO_NETWORKS: networksSetting(
    'Networks besides the public internet in which identity providers may lie: addresses and ranges with commas between; ' +
      'loopback, linklocal, uniquelocal. Global admins of every account can have Seatkeeper call what lies in them',
  ),
  SSO_DNS_SERVERS: nameServersSetting(
    'Name servers that know identity providers and the records that prove domains, commas between; left out, those of the system',
  ),
  SSO_ANSWER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10)
    .default(8)
    .describe('How long an identity provider may take for all that it is asked at one step of a sign-in'),
  PASSWORD_RESETS: limitSetting('3/1h').describe('Links for a new password of one person'),
  USER_IMPORTS_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe(
      'How long the result of an import of people, with its rows, can be looked up after it was opened',
    ),
  BULK_USERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(50_000)
    .default(10_000)
    .describe('Users that one bulk job may be about'),
  BULK_JOBS_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('How long a bulk job, with the result for each user, can be looked up after it began'),
});
