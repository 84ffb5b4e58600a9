import { momentOf } from '../../design/days.js';

export interface BanWish {
  readonly reason: string;
  /** As a `TimeField` gives it: a time in the zone of the account, nothing, or half of one. */
  readonly until: string;
}

export const NO_BAN: BanWish = { reason: '', until: '' };

/** What is wrong with a wish, by the name of its text; null where nothing is. Browsers take years of five digits, the API does not. */
export function refuseBan({ reason, until }: BanWish) {
  if (reason.trim() === '') return 'people.ban.reason.missing';
  if (until !== '' && !(new Date(until).getFullYear() <= 9999)) return 'people.ban.until.invalid';
  return null;
}

/** As the API takes it: the end as a moment. Throws a `RangeError` where the end is no time. */
export const banBody = ({ reason, until }: BanWish, timeZone: string) => ({
  reason: reason.trim(),
  ...(until !== '' && { until: momentOf(until, timeZone) }),
});
