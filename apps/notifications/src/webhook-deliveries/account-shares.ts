/** How many of a process's turns each account has at the moment: nobody has them all, however many of theirs hang. */
export class AccountShares {
  private readonly held = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** False when the account has its share. */
  take(accountId: string): boolean {
    const held = this.held.get(accountId) ?? 0;
    if (held >= this.most) return false;
    this.held.set(accountId, held + 1);
    return true;
  }

  giveBack(accountId: string): void {
    const held = (this.held.get(accountId) ?? 0) - 1;
    if (held > 0) this.held.set(accountId, held);
    else this.held.delete(accountId);
  }
}
