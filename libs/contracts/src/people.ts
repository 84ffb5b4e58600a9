import { z } from 'zod';
import { carriesLink } from './links.js';
import { hasInvisible, isOfOneScript } from './scripts.js';

const CONTROL = /[\p{Cc}\p{Cf}]/u;
const clean = (text: string) => !CONTROL.test(text.replaceAll('\u200d', ''));

/** One line of text, trimmed, without control characters (they hide in exports and mail headers). */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min, min === 1 ? 'May not be empty' : `At least ${min} characters`)
    .max(max, `At most ${max} characters`)
    .refine(clean, 'May not contain line breaks or control characters');

/** Spreadsheets run cells that begin like this; a person's name never does. */
const FORMULA = /^[=+\-@]/;

/** Names stand in mails to people who know neither the person nor the firm, and who trust our sender. */
const NO_LINK = 'May not hold a web address, nor a dot directly between two words: put a blank after the dot';
const linkless = (text: string) => !carriesLink(text);

export const PersonName = line(100)
  .refine((text) => !FORMULA.test(text), 'May not begin with =, +, - or @')
  .refine(linkless, NO_LINK);

export const FirmName = line(120).refine(linkless, NO_LINK);

/** Address part rules of RFC 5321/6531, reduced to what a mail server will take; letters of any script. */
const MAIL_ADDRESS =
  /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)+$/u;

export const MailAddress = z
  .string()
  .trim()
  .max(254, 'At most 254 characters')
  .regex(MAIL_ADDRESS, 'Expected an e-mail address such as ann@firm.example')
  .refine((text) => !text.includes('..'), 'An e-mail address has no two dots in a row');

/** Stored and compared case-folded, so that Ann@ and ann@ are one. */
export const Username = MailAddress.transform((text) => text.normalize('NFKC').toLowerCase());

/** One that somebody gets from now on: nobody may come to be taken for a colleague. */
export const NewUsername = Username.refine(
  (text) => !hasInvisible(text),
  'May not contain letters that cannot be seen',
).refine(
  (text) =>
    text
      .split('@')
      .flatMap((part, index) => (index === 0 ? [part] : part.split('.')))
      .every(isOfOneScript),
  'Expected letters of one script before the @, and of one in each part of the domain: mixed ones are mistaken for others',
);

export const UserStatus = z.enum(['pending', 'waiting', 'invited', 'active', 'banned', 'deactivated']);
export type UserStatus = z.infer<typeof UserStatus>;

export const Password = z
  .string()
  .min(8, 'At least 8 characters')
  .max(200, 'At most 200 characters')
  .describe(
    'Any characters, blanks too; 12 or more are best. Refused are common ones, those that repeat themselves or follow ' +
      'the alphabet or a keyboard, and those made of names of the person, the account or the product.',
  );

export const Slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'Lower-case letters, digits and inner hyphens, at most 63',
  );

export const LOCALES = ['en', 'fr'] as const;
/** What the product's messages are written in; `fr-CA` counts as `fr`. */
export const Locale = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'Expected a language such as en, fr or fr-CA')
  .refine(
    (tag) => (LOCALES as readonly string[]).includes(tag.slice(0, 2)),
    `Known are ${LOCALES.join(' and ')}`,
  );
export type Locale = z.infer<typeof Locale>;

export const TimeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'Expected an IANA time zone such as Europe/Paris');

export const Product = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Expected a product of the catalogue, such as core');

/** RFC 3339 in UTC, as every time in the API. */
export const Timestamp = z.iso.datetime();

const WithOffset = z.iso.datetime({ offset: true });
/** A day of the calendar, without a zone. */
export const Day = z.iso.date('Expected a day such as 2026-11-28');

/** A time that somebody gives: with any offset, or a day, which begins at midnight UTC. Answered in UTC as all times. */
export const Moment = z
  .string()
  .transform((text, context) => {
    // In a query a plus sign that was not escaped arrives as a blank.
    const given = text.trim().replace(/ (?=\d\d:\d\d$)/, '+');
    const whole = Day.safeParse(given).success ? `${given}T00:00:00Z` : given;
    if (WithOffset.safeParse(whole).success) return new Date(whole).toISOString();
    context.addIssue({ code: 'custom', message: 'Expected a time such as 2026-11-24T09:00:00Z, or a day' });
    return z.NEVER;
  })
  .meta({ type: 'string', format: 'date-time' });

/** A list without a value twice. */
export const unique = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .refine((items) => new Set(items).size === items.length, 'Names something twice');
