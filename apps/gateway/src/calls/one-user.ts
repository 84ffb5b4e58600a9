import type { deactivateUserEndpoint, EndpointContract } from '@seatkeeper/contracts';
import type { Call } from '../http/call.js';
import { byWhomever, seenBy } from './by.js';

type OfOne = Pick<Call<EndpointContract>, 'caller' | 'request'> & { params: { id: string } };
type Changing = OfOne & Pick<Call<EndpointContract>, 'newId'>;
type Leaving = Changing & Pick<Call<typeof deactivateUserEndpoint>, 'body'>;

/** What every question about one user says. */
export const ofUser = (call: OfOne) => ({ ...seenBy(call), userId: call.params.id });

/** What every change of one user says: in which account, who wants it, whom it is about, and which wish it is. */
export const changeOf = (call: Changing) => ({
  ...byWhomever(call),
  userId: call.params.id,
  commandId: call.newId('cmd'),
});

/** What a leaving says, at once or on a day to come. */
export function leavingOf(call: Leaving) {
  const { reason, reassign } = call.body;
  return {
    ...changeOf(call),
    reason,
    reassign: reassign && {
      reassignmentId: call.newId('rea'),
      plan: 'plan' in reassign ? reassign.plan : reassign,
    },
  };
}
