import { Fault } from '@seatkeeper/contracts';
import type { StoredUser } from './users.schema.js';

/** More than anybody fills in by hand; keeps a user, and every event about it, small. */
const MOST_CUSTOM_FIELDS = 100;

export function refuseCustomFields({
  customFields = {},
}: Partial<Pick<StoredUser, 'customFields'>>): Fault | null {
  if (Object.keys(customFields).length <= MOST_CUSTOM_FIELDS) return null;
  return new Fault('validation-failed', {
    errors: [{ path: 'customFields', message: `At most ${MOST_CUSTOM_FIELDS} fields` }],
  });
}
