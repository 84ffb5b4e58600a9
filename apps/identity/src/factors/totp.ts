import { Secret, TOTP } from 'otpauth';

/** RFC 4226 wants 160 bits; apps know these numbers and no others. */
const SECRET_BYTES = 20;
const SIX_DIGITS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps before and after the present one: clocks differ, and people type slowly. */
const WINDOW = 1;

export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);

const secretOf = (bytes: Buffer): Secret => new Secret({ buffer: Uint8Array.from(bytes).buffer });

/** The secret as an app takes it: typed, or from a QR code, which also says whose it is. */
export function toldToApp(
  bytes: Buffer,
  { slug, username }: { slug: string; username: string },
): { secret: string; uri: string } {
  const secret = secretOf(bytes);
  const totp = new TOTP({ ...SIX_DIGITS, issuer: 'Seatkeeper', label: `${slug} ${username}`, secret });
  return { secret: secret.base32, uri: totp.toString() };
}

/** The step of time whose code this is, counted from 1970; null for what is no code of about now (RFC 6238). */
export function stepOf(bytes: Buffer, token: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = TOTP.validate({ ...SIX_DIGITS, token, secret: secretOf(bytes), timestamp, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: SIX_DIGITS.period, timestamp }) + delta;
}
