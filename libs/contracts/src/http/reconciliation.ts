import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { SEAT_DIFFERENCES_MAX, SeatHoldersWanted, tellSeatDifferences } from '../identity/seat-difference.js';
import { REPAIR_DAYS, REPAIRS_MAX, SeatSums, tellSeatRepairs } from '../licensing/reconciliation.js';
import { defineEndpoint } from './endpoint.js';

export const Reconciliation = z.object({
  products: z.array(SeatSums.extend(SeatHoldersWanted.shape)),
  differences: tellSeatDifferences.output.shape.differences,
  repairs: tellSeatRepairs.output.shape.repairs,
});
export type Reconciliation = z.infer<typeof Reconciliation>;

export const reconciliationEndpoint = defineEndpoint({
  id: 'reconciliation',
  method: 'GET',
  path: '/v1/licenses/reconciliation',
  tag: 'Licences',
  summary: 'What differs between users, seats and purchases, and what was repaired',
  description:
    'Users and seats are compared whenever one of them has changed, and every half hour. What differs is repaired at once; what could ' +
    `not be, as while no seat is free, is a difference, of which the ${SEAT_DIFFERENCES_MAX} oldest are told. Of the repairs of the last ` +
    `${REPAIR_DAYS} days the ${REPAIRS_MAX} last ones are told; each is a line of the ledger. Counts of the same moment differ while ` +
    'somebody is just getting or giving back a seat.',
  access: 'licenses.read',
  answers: { 200: { description: 'What differs and what was repaired', body: Reconciliation } },
  faults: faultsOf(tellSeatRepairs, tellSeatDifferences),
});
