import { Fault, type UserChanges } from '@seatkeeper/contracts';

/** What the manager of a group changes of its people: what is said of them, and nothing of who they are or may do. */
const PROFILE: readonly (keyof UserChanges)[] = [
  'firstName',
  'lastName',
  'title',
  'phones',
  'address',
  'offices',
  'department',
  'seniority',
  'customFields',
  'locale',
];

/** Refuses whatever else is said, also when it would change nothing. */
export function refuseManagedChanges(changes: Partial<Record<keyof UserChanges, unknown>>): Fault | null {
  const beyond = Object.entries(changes)
    .filter(([field, value]) => value !== undefined && !PROFILE.some((each) => each === field))
    .map(([field]) => field);
  if (beyond.length === 0) return null;
  return new Fault('forbidden', {
    detail: `The manager of a group changes what is said of its people, and not ${beyond.join(', ')}: this needs the permission users.update.`,
    members: { permission: 'users.update' },
  });
}
