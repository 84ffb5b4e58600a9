import { z } from 'zod';
import type { RequestContract } from './contract.js';
import { AccountId, ApiKeyId } from './ids.js';

/** Who caused a change: a user, a billing system that published an event, or a part of Seatkeeper itself. */
export const Actor = z.object({
  type: z.enum(['user', 'billing', 'system']),
  /** A user id, the CloudEvents source of a billing system, or the name of a part such as `wait-list`. */
  id: z.string().min(1).max(200),
  /** The API key that a user acted by; without one it was a session. */
  keyId: ApiKeyId.optional(),
  /** Of who acts in an account below their own, or is told of in another one. */
  accountId: AccountId.optional().describe('The account of the actor, where it is another one'),
});
export type Actor = z.infer<typeof Actor>;

/**
 * Who asks for what takes more than a session: whether they have shown lately that it is really they. The gateway says so of
 * calls that may be refused with `proof-required`, and whoever carries the wish out later still knows. Events do not tell it.
 */
export const ProvingActor = Actor.extend({ proved: z.literal(true).optional() });
export type ProvingActor = z.infer<typeof ProvingActor>;

export const systemActor = (part: string): Actor => ({ type: 'system', id: part });
export const userActor = (userId: string, keyId?: string, accountId?: string): Actor => ({
  type: 'user',
  id: userId,
  ...(keyId !== undefined && { keyId }),
  ...(accountId !== undefined && { accountId }),
});

/** Whether a request is made in somebody's name: its input says `by` whom. */
export const isInSomebodysName = ({ input }: Pick<RequestContract, 'input'>): boolean =>
  input instanceof z.ZodObject && 'by' in input.shape;

/** One field that an event changed, for history and audit. Secrets never appear here. */
export const Change = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type Change = z.infer<typeof Change>;
