const HALVED_EVERY_MS = 10_000;
const MOST_ACCOUNTS = 10_000;

/**
 * The place of an account's next mail in the queue: 1 for an account that had none of late, one more for each that came
 * shortly before. So an import never holds up everybody else, and nobody has to count what waits.
 */
export class Places {
  private readonly recent = new Map<string, { mails: number; at: number }>();

  next(accountId: string, now: Date): number {
    const at = now.getTime();
    const before = this.recent.get(accountId);
    const mails = 1 + (before ? before.mails * 2 ** ((before.at - at) / HALVED_EVERY_MS) : 0);
    // Set anew, it comes last: whoever has been silent longest comes first, and is forgotten first.
    this.recent.delete(accountId);
    this.recent.set(accountId, { mails, at });
    const [longestSilent] = this.recent.keys();
    if (this.recent.size > MOST_ACCOUNTS && longestSilent !== undefined) this.recent.delete(longestSilent);
    return Math.round(mails);
  }
}
