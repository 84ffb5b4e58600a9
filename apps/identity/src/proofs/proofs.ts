import { Fault, type Policies, type ProvingActor } from '@seatkeeper/contracts';

/** Until when it counts that somebody has shown at a moment that it is they. */
export const proofFrom = (at: Date, { PROOF_SECONDS }: { PROOF_SECONDS: number }): Date =>
  new Date(at.getTime() + PROOF_SECONDS * 1_000);

/** Whether the person in a session has shown lately that it is they. */
export const isProved = ({ provedUntil }: { provedUntil?: Date | undefined }, now: Date): boolean =>
  provedUntil !== undefined && provedUntil > now;

/**
 * Refuses what a session alone is not enough for, which may be stolen, or left open. Parts of the product prove nothing; a key
 * cannot, for nobody is there to be asked.
 */
export function refuseUnproved(by: ProvingActor): Fault | null {
  if (by.type !== 'user' || by.proved) return null;
  if (by.keyId !== undefined)
    return new Fault('forbidden', {
      detail: 'An API key cannot do this: sign in.',
      members: { needs: 'session' },
    });
  return new Fault('proof-required', 'Prove that it is you with POST /v1/auth/prove, then send this again.');
}

type Demand = Policies['secondFactor'];

/** Refuses to demand no second factor any more: a password alone then opens what it was kept from. Undefined leaves the demand. */
export const refuseLoosening = (
  demand: Demand,
  wanted: Demand | undefined,
  by: ProvingActor,
): Fault | null => (demand === 'required' && wanted === 'optional' ? refuseUnproved(by) : null);
