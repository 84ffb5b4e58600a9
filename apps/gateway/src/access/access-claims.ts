import { ACCESS_TOKEN_SECONDS, AccountId, Fault, SessionId, UserId } from '@seatkeeper/contracts';
import { z } from 'zod';

/** Clocks of two machines differ. */
const SKEW_SECONDS = 30;

const AccessClaims = z
  .object({
    sub: UserId,
    acc: AccountId,
    sid: SessionId,
    /** The account of the user, of a token for one below it. */
    hom: AccountId.optional(),
    iat: z.int(),
    exp: z.int(),
  })
  .refine(({ iat, exp }) => exp - iat <= ACCESS_TOKEN_SECONDS);
type AccessClaims = z.infer<typeof AccessClaims>;

/**
 * What a token says whose signature, issuer, audience and end have been checked. A genuine signature is not enough: a
 * token that has no end, a later one than is ever given, or begins in the future, is none of ours.
 */
export function readClaims(payload: unknown, now: Date): AccessClaims {
  const claims = AccessClaims.safeParse(payload);
  if (!claims.success || claims.data.iat > now.getTime() / 1_000 + SKEW_SECONDS) throw notValid();
  return claims.data;
}

export const notValid = (): Fault => new Fault('unauthenticated', 'The access token is not valid.');
