import { endOfDay, isDay, momentOf } from '../../design/days.js';

/** What the address of the log says: whose acts, upon what, which, and on which days of the account. */
export interface AuditSearch {
  readonly actor?: string;
  readonly target?: string;
  readonly action?: string;
  readonly from?: string;
  /** The last day that counts. */
  readonly to?: string;
}

export const AUDIT_FILTERS = ['actor', 'target', 'action', 'from', 'to'] as const;

/** An address that somebody has typed: what is no text, and days that there are not, are left out. */
export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const found: Record<string, string> = {};
  for (const name of AUDIT_FILTERS) {
    const value = search[name];
    const isKept =
      typeof value === 'string' && (name === 'from' || name === 'to' ? isDay(value) : value.trim() !== '');
    if (isKept) found[name] = value;
  }
  return found;
}

/** The search as the API takes it: from the first moment of the first day until the last of the last, which `to` does not count. */
export function auditFilter({ from, to, ...rest }: AuditSearch, timeZone: string) {
  return {
    ...rest,
    ...(from !== undefined && { from: momentOf(`${from}T00:00`, timeZone) }),
    ...(to !== undefined && { to: new Date(Date.parse(endOfDay(to, timeZone)) + 1).toISOString() }),
  };
}
