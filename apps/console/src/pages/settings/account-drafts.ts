import type { Answer, Body } from '@seatkeeper/client';

export type Account = Answer<'/v1/account', 'get'>;

/** What a form holds of an account: what it is called, and what it has decided for its people. */
export interface AccountDraft {
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly secondFactor: Account['policies']['secondFactor'];
  /** As it was typed. */
  readonly sessionDays: string;
  /** Empty for none. */
  readonly defaultGroup: string;
  readonly invitationReminders: boolean;
  readonly digest: Account['policies']['digest'];
  readonly provisioningSignIn: Account['policies']['provisioningSignIn'];
  readonly provisioningWhenNoSeat: Account['policies']['provisioningWhenNoSeat'];
}

export const SETTINGS = [
  'name',
  'locale',
  'timeZone',
  'secondFactor',
  'sessionDays',
  'defaultGroup',
  'invitationReminders',
  'digest',
  'provisioningSignIn',
  'provisioningWhenNoSeat',
] as const satisfies readonly (keyof AccountDraft)[];

export const draftOfAccount = ({ name, locale, timeZone, policies }: Account): AccountDraft => ({
  name,
  locale,
  timeZone,
  secondFactor: policies.secondFactor,
  sessionDays: String(policies.sessionDays),
  defaultGroup: policies.defaultGroup ?? '',
  invitationReminders: policies.invitationReminders,
  digest: policies.digest,
  provisioningSignIn: policies.provisioningSignIn,
  provisioningWhenNoSeat: policies.provisioningWhenNoSeat,
});

const [FEWEST_DAYS, MOST_DAYS] = [1, 365];

/** The days that were typed; null for what is no number of days that a session can last. */
export function sessionDaysOf({ sessionDays }: Pick<AccountDraft, 'sessionDays'>): number | null {
  const days = /^\s*\d{1,3}\s*$/.test(sessionDays) ? Number(sessionDays) : 0;
  return days >= FEWEST_DAYS && days <= MOST_DAYS ? days : null;
}

/** What a save has to say of what was changed. */
export function accountChanges(changes: Partial<AccountDraft>): Body<'/v1/account', 'patch'> {
  const { name, locale, timeZone, secondFactor, sessionDays, defaultGroup, invitationReminders } = changes;
  const { digest, provisioningSignIn, provisioningWhenNoSeat } = changes;
  const days = sessionDays === undefined ? null : sessionDaysOf({ sessionDays });
  const policies = {
    ...(secondFactor && { secondFactor }),
    ...(days !== null && { sessionDays: days }),
    ...(defaultGroup !== undefined && { defaultGroup: defaultGroup || null }),
    ...(invitationReminders !== undefined && { invitationReminders }),
    ...(digest && { digest }),
    ...(provisioningSignIn && { provisioningSignIn }),
    ...(provisioningWhenNoSeat && { provisioningWhenNoSeat }),
  };
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(locale !== undefined && { locale }),
    ...(timeZone !== undefined && { timeZone }),
    ...(Object.keys(policies).length > 0 && { policies }),
  };
}

/** The zones that can be chosen, with the one that is. */
export function timeZones(chosen: string): readonly string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return [...new Set([...known, chosen])].toSorted();
}
