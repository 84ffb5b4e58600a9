import {
  actorCheckingSettings,
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
  publicSettings,
  redisSettings,
  type SettingsOf,
} from '@seatkeeper/service';
import { z } from 'zod';
import { parseSender } from './sender.js';

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
  DELIVERIES_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(90)
    .describe('How long a delivery is kept after its end, with the name and the address it went to'),
});
export type NotificationsSettings = SettingsOf<typeof notificationsSettings>;
