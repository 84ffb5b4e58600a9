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
  redisSettings,
  type SettingsOf,
} from '@seatkeeper/service';
import { z } from 'zod';
import { parseSender } from './sender.js';

const list = (text: string): string[] => text.split(',').filter(Boolean);

/** What the command needs, too, that seals anew. */
export const senderKeySettings = {
  SENDER_KEY: z
    .string()
    .refine(isLongSecret, 'Expected at least 32 bytes in base64')
    .describe(
      'Seals the passwords of mail servers of accounts in the database: at least 32 random bytes in base64',
    ),
  RETIRED_SENDER_KEYS: z
    .string()
    .default('')
    .transform(list)
    .refine((keys) => keys.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe(
      'Earlier such keys; commas between. `npm run reseal:senders` seals anew what they have sealed; a server whose key is in neither takes ' +
        'no mails',
    ),
};

export const notificationsSettings = defineSettings({
  ...commonSettings,
  ...mongoSettings,
  ...busSettings,
  ...redisSettings,
  ...publicSettings,
  ...actorCheckingSettings,
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'Expected smtp://host:port or smtps://user:password@host:port')
    .default('smtp://127.0.0.1:1025')
    .describe(
      'Mail server that takes what is sent; may contain a user and a password, so it is never logged',
    ),
  SMTP_ANSWER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(840)
    .default(660)
    .describe('How long the mail server may think about a mail it has got; RFC 5321 grants it 10 minutes'),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => parseSender(text) !== null,
      'Expected one address such as Seatkeeper <no-reply@firm.example>',
    )
    .default('Seatkeeper <no-reply@seatkeeper.example>')
    .describe('Sender of all mails; its domain is also the right side of every Message-ID'),
  MAIL_SECRET: z
    .string()
    .refine(isLongSecret, 'Expected at least 32 bytes in base64')
    .describe(
      'Signs what mails bring back, such as a link that switches a kind off: at least 32 random bytes in base64',
    ),
  RETIRED_MAIL_SECRETS: z
    .string()
    .default('')
    .transform(list)
    .refine((keys) => keys.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe('Earlier such secrets; commas between. What they have signed still works'),
  ...senderKeySettings,
  SENDER_NETWORKS: networksSetting(
    'Networks besides the public internet in which mail servers of accounts may lie: addresses and ranges with commas between; ' +
      'loopback, linklocal, uniquelocal. Whoever administers an account can have Seatkeeper connect to what lies in them',
  ),
  SENDER_DNS_SERVERS: nameServersSetting(
    'Name servers that know the mail servers of accounts, commas between; left out, those of the system',
  ),
  SENDER_ANSWER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(160)
    .default(30)
    .describe(
      'How long a mail server of an account may take until it has a mail; then, four times as long to say what it makes of it',
    ),
  SENDER_PLAIN_SMTP: z
    .stringbool()
    .default(false)
    .describe('Whether mail servers of accounts may do without encryption: for development'),
  DELIVERIES_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('How long a delivery is kept after its end, with the name and the address it went to'),
  WEBHOOK_KEY: z
    .string()
    .refine(isLongSecret, 'Expected at least 32 bytes in base64')
    .describe('Seals the secrets of webhook endpoints in the database: at least 32 random bytes in base64'),
  RETIRED_WEBHOOK_KEYS: z
    .string()
    .default('')
    .transform(list)
    .refine((keys) => keys.every(isLongSecret), 'Expected at least 32 bytes each, in base64')
    .describe(
      'Earlier such keys; commas between. A secret is sealed anew when it signs; one whose key is in neither signs ' +
        'nothing, and its endpoint needs a new one',
    ),
  WEBHOOK_PLAIN_HTTP: z
    .stringbool()
    .default(false)
    .describe('Whether endpoints may do without https: for development'),
  WEBHOOK_NETWORKS: networksSetting(
    'Networks besides the public internet in which endpoints may lie: addresses and ranges with commas between; loopback, ' +
      'linklocal, uniquelocal. Whoever administers an account can have Seatkeeper call what lies in them',
  ),
  WEBHOOK_DNS_SERVERS: nameServersSetting(
    'Name servers that know the receivers, commas between; left out, those of the system',
  ),
  WEBHOOK_ANSWER_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(15)
    .describe(
      'How long a receiver may take in all, from the question for its address to the head of its answer',
    ),
  WEBHOOK_DELIVERIES_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('How long an event that was sent, or was not, is kept after its end, with what it said'),
});
export type NotificationsSettings = SettingsOf<typeof notificationsSettings>;
