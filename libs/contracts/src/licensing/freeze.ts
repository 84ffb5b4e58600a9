import { z } from 'zod';
import { Actor } from '../actor.js';
import { defineEvent } from '../contract.js';
import { AccountId } from '../ids.js';

const freeze = { accountId: AccountId, actor: Actor };

export const claimsFrozen = defineEvent({
  name: 'licensing.claims.frozen.v1',
  summary: 'An invoice is overdue for so long that nobody new gets a seat. Who has one keeps it.',
  data: z.object(freeze),
});
export const claimsReleased = defineEvent({
  name: 'licensing.claims.released.v1',
  summary: 'People get seats again: what was overdue is paid, or an operator decided so.',
  data: z.object(freeze),
});
