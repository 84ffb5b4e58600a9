export interface BanWish {
  readonly reason: string;
  /** As the browser's own field gives it: a time of the device, or nothing. */
  readonly until: string;
}

export const NO_BAN: BanWish = { reason: '', until: '' };

/** What is wrong with a wish, by the name of its text; null where nothing is. Browsers take years of five digits, the API does not. */
export function refuseBan({ reason, until }: BanWish) {
  if (reason.trim() === '') return 'people.ban.reason.missing';
  if (until !== '' && !(new Date(until).getFullYear() <= 9999)) return 'people.ban.until.invalid';
  return null;
}

/** As the API takes it: the end with its zone. Throws a `RangeError` where the end is no time. */
export const banBody = ({ reason, until }: BanWish) => ({
  reason: reason.trim(),
  ...(until !== '' && { until: new Date(until).toISOString() }),
});
