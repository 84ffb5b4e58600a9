import type { Delivery, OperatedDelivery } from '@seatkeeper/contracts';

const ADDRESS = /[^\s<>()",;:]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi;

/** Words of a mail server without what stands before the `@` of an address: they often repeat it. */
const withoutAddresses = (words: string): string => words.replace(ADDRESS, '…@$1');

/** A mail as somebody of the vendor may see it, who has nothing to do with the person it went to. */
export function forOperators({ to, report, lastAttempt, ...mail }: Delivery): OperatedDelivery {
  return {
    ...mail,
    domain: to && to.address.slice(to.address.lastIndexOf('@') + 1),
    report: report && { ...report, words: withoutAddresses(report.words) },
    lastAttempt: lastAttempt && { ...lastAttempt, answer: withoutAddresses(lastAttempt.answer) },
  };
}
