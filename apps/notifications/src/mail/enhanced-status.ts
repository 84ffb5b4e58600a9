/** What a mail server says of an address that it will never know (RFC 3463): the subjects are address and mailbox. */
const NO_MAILBOX = new Set([
  '5.1.1', // no such mailbox
  '5.1.2', // no such host
  '5.1.3', // no address at all
  '5.1.6', // moved away
  '5.1.10', // the host takes no mail (RFC 7505)
  '5.2.1', // closed
]);

/**
 * Whether a status says that the mailbox does not exist. Anything else that is final is about the message, about us or about
 * the day: a server that takes nothing from us must not empty somebody's address book.
 */
export const saysNoMailbox = (status: string): boolean => NO_MAILBOX.has(status);

/** The enhanced status at the beginning of a reply, after its code: `550 5.1.1 …`, `550-5.1.1 …`. */
export const statusOfReply = (reply: string): string | null =>
  /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})(?!\S)/.exec(reply)?.[1] ?? null;
