import { MAIL_STATES, readStates } from '../deliveries/delivery-states.js';
import type { Mail } from '../deliveries/retry-mail.js';

/** Every kind of mail; the compiler misses one that is new. */
const KNOWN: Readonly<Record<Mail['kind'], true>> = {
  invitation: true,
  'invitation-reminder': true,
  confirmation: true,
  'password-reset': true,
  'password-changed': true,
  'password-change-required': true,
  'sign-in-details': true,
  banned: true,
  unbanned: true,
  deactivated: true,
  replaced: true,
  'records-received': true,
  'hand-over-finished': true,
  'email-change': true,
  'email-changing': true,
  'email-changed': true,
  'second-factor-added': true,
  'second-factor-removed': true,
  'seats-low': true,
  'seats-exhausted': true,
  'over-allocated': true,
  'invoice-issued': true,
  'invoice-overdue': true,
  'payment-declined': true,
  'renewal-retry': true,
  'renewal-declined': true,
  'order-refunded': true,
  'renewal-coming': true,
  'subscription-ended': true,
  'affiliate-offered': true,
  'affiliate-offer-accepted': true,
  'affiliate-offer-declined': true,
  'sender-failing': true,
  'sender-recovered': true,
  digest: true,
  'arrival-refused': true,
  'departure-refused': true,
};
export const KINDS = Object.keys(KNOWN) as Mail['kind'][];

/** What the address of the list says: which mails, to whom, and which one is looked at. */
export interface MessagesSearch {
  /** Several with commas, as in the API. */
  readonly kind?: string;
  readonly state?: string;
  readonly user?: string;
  readonly mail?: string;
  /** Left out for the list of mails. */
  readonly part?: 'sending';
}

/** An address that somebody has typed or an older console has made: what makes no sense is left out. */
export function readMessagesSearch({
  kind,
  state,
  user,
  mail,
  part,
}: Record<string, unknown>): MessagesSearch {
  if (part === 'sending') return { part };
  const text = (said: unknown) => (typeof said === 'string' ? said : '');
  const kinds = text(kind)
    .split(',')
    .filter((one) => (KINDS as readonly string[]).includes(one))
    .join(',');
  const states = readStates(state, MAIL_STATES);
  return {
    ...(kinds !== '' && { kind: kinds }),
    ...(states !== '' && { state: states }),
    ...(/^usr_\w+$/.test(text(user)) && { user: text(user) }),
    ...(text(mail) !== '' && { mail: text(mail) }),
  };
}

/** The part of the search that says which mails, as the API takes it. */
export const mailFilterOf = ({
  mail: _mail,
  part: _part,
  ...filter
}: MessagesSearch): Omit<MessagesSearch, 'mail' | 'part'> => filter;
