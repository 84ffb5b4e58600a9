const SECRET_NAME =
  /password|passphrase|token|secret|authorization|cookie|api-?key|private-?key|recovery-?code|^otp$|^otpauth/i;
const CREDENTIALS_IN_URL = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
const HIDDEN = '[redacted]';
const DEPTH = 6;

/** A copy for the log: secrets hidden, also in URLs; errors with stack and cause; nothing deeper than 6 levels. */
export function forLog(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return hideCredentials(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEPTH) return '[deeper]';
  if (value instanceof Error) return errorForLog(value, depth);
  if (Array.isArray(value)) return value.map((item) => forLog(item, depth + 1));
  // Ids of databases and the like say themselves what they look like in JSON.
  if (saysItself(value)) return forLog(value.toJSON(), depth + 1);
  return Object.fromEntries(entriesForLog(value, depth));
}

const saysItself = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

/** Hides `user:password@` in every URL of a text. */
export function hideCredentials(text: string): string {
  return text.includes('://') ? text.replace(CREDENTIALS_IN_URL, `$1${HIDDEN}@`) : text;
}

function entriesForLog(value: object, depth: number): [string, unknown][] {
  return Object.entries(value).map(([name, item]) => [
    name,
    SECRET_NAME.test(name) && item != null && typeof item !== 'boolean' ? HIDDEN : forLog(item, depth + 1),
  ]);
}

function errorForLog(error: Error, depth: number): Record<string, unknown> {
  return {
    ...Object.fromEntries(entriesForLog(error, depth)),
    type: error.name,
    message: hideCredentials(error.message),
    stack: hideCredentials(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: forLog(error.cause, depth + 1) }),
  };
}
