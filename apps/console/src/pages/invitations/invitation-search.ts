import type { Answer } from '@seatkeeper/client';

export type Invitation = Answer<'/v1/invitations', 'get'>['items'][number];

export const STATES = ['open', 'expired', 'accepted', 'revoked'] as const;
export const MAILS = ['queued', 'sent', 'failed', 'bounced', 'suppressed'] as const;
/** Days until which an invitation ends. */
export const ENDS = ['1', '3', '7'] as const;
export type Ends = (typeof ENDS)[number];

/** What the address of the list says: which invitations, in which order. */
export interface InvitationSearch {
  readonly q?: string;
  /** Several with commas, as in the API. */
  readonly state?: string;
  readonly mail?: string;
  readonly ends?: Ends;
  /** Left out, the newest come first. */
  readonly sort?: 'expiresAt';
}

const HOUR_MS = 3_600_000;

/**
 * An address that somebody has typed or an older console has made. A state that there is not stays and is refused: without it
 * the list, and an act upon all of it, would mean people whom nobody asked for. What else makes no sense is left out.
 */
export function readInvitationSearch(search: Record<string, unknown>): InvitationSearch {
  const said = (name: string) => {
    const value = search[name];
    // The router reads what looks like a number as one.
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  };
  const [q, state, mail] = [said('q'), said('state'), said('mail')];
  const ends = ENDS.find((days) => days === said('ends'));
  return {
    ...(q !== '' && { q }),
    ...(state !== '' && { state }),
    ...(mail !== '' && { mail }),
    ...(ends && { ends }),
    ...(said('sort') === 'expiresAt' && { sort: 'expiresAt' }),
  };
}

/** The search as the API takes it. To the full hour, so that the same list is not another one with each second. */
export function queryOf({ ends, ...rest }: InvitationSearch, now: number) {
  if (ends === undefined) return rest;
  const end = Math.ceil(now / HOUR_MS) * HOUR_MS + Number(ends) * 24 * HOUR_MS;
  return { ...rest, expiresBefore: new Date(end).toISOString() };
}

/** Whether its link can still be used, or sent again: of others nothing is left to do. */
export const isPending = ({ user }: Pick<Invitation, 'user'>): boolean => user.status === 'invited';
