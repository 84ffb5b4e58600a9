import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { readPublicSigningKey, type SigningKey } from '@seatkeeper/service';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

/** `typ` in the header (RFC 8725): what the same key signs for another purpose says nothing about who acts. */
const STATEMENT_TYPE = 'actor+jwt';

/** What is signed: a person acts, by this very request. */
export interface Statement {
  readonly request: string;
  readonly userId: string;
  /** As it is sent, to the byte. */
  readonly body: Buffer;
}

/** What keeps a statement from proving what came with it. The words are for rules of alerts: only added. */
export type Doubt =
  'malformed' | 'unknown-key' | 'forged' | 'expired' | 'other-request' | 'other-person' | 'other-body';

/** Public halves by their `kid`, read once: to read a key takes as long as to use it. */
export type ActorKeys = ReadonlyMap<string, KeyObject>;

export const readActorKeys = (texts: readonly string[]): ActorKeys =>
  new Map(
    texts.map((text) => {
      const key = readPublicSigningKey(text);
      return [key.kid, createPublicKey({ key, format: 'jwk' })];
    }),
  );

/** A compact JWS of some 400 characters, which is worth nothing from `untilMs` on, in milliseconds since 1970. */
export const writeStatement = (
  { request, userId, body }: Statement,
  untilMs: number,
  { privateKey, publicKey: { kid } }: SigningKey,
): string =>
  jwt.sign({ req: request, sub: userId, dig: digestOf(body), exp: untilMs / 1_000 }, privateKey, {
    header: { alg: 'ES256', typ: STATEMENT_TYPE, kid },
    algorithm: 'ES256',
    noTimestamp: true,
  });

const Claims = z.object({ req: z.string(), sub: z.string(), dig: z.string(), exp: z.number() });

/** What is wrong with a statement about `arrived`; null if it proves it. */
export function doubtOf(text: string, arrived: Statement, keys: ActorKeys, nowMs: number): Doubt | null {
  const header = headerOf(text);
  if (header?.typ !== STATEMENT_TYPE) return 'malformed';
  const key = keys.get(header.kid ?? '');
  if (key === undefined) return 'unknown-key';
  let claims;
  try {
    const verified = jwt.verify(text, key, { algorithms: ['ES256'], clockTimestamp: nowMs / 1_000 });
    claims = Claims.safeParse(verified).data;
  } catch (error) {
    return error instanceof jwt.TokenExpiredError ? 'expired' : 'forged';
  }
  if (claims === undefined) return 'malformed';
  if (claims.req !== arrived.request) return 'other-request';
  if (claims.sub !== arrived.userId) return 'other-person';
  return claims.dig === digestOf(arrived.body) ? null : 'other-body';
}

function headerOf(text: string): jwt.JwtHeader | undefined {
  try {
    return jwt.decode(text, { complete: true })?.header;
  } catch {
    return undefined;
  }
}

const digestOf = (body: Buffer): string => createHash('sha256').update(body).digest('base64url');
