import {
  busSettings,
  commonSettings,
  defineSettings,
  mongoSettings,
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
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'Expected smtp://host:port or smtps://user:password@host:port')
    .default('smtp://127.0.0.1:1025')
    .describe(
      'Mail server that takes what is sent; may contain a user and a password, so it is never logged',
    ),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => parseSender(text) !== null,
      'Expected one address such as Seatkeeper <no-reply@firm.example>',
    )
    .default('Seatkeeper <no-reply@seatkeeper.example>')
    .describe('Sender of all mails; its domain is also the right side of every Message-ID'),
  PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, ''))
    .describe('Address at which people reach the gateway; the beginning of every link in a mail'),
});
export type NotificationsSettings = SettingsOf<typeof notificationsSettings>;
