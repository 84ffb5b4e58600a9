/** Somebody whose state follows from the answers that were given. */
export interface ExpectedPerson {
  readonly accountId: string;
  readonly username: string;
  id: string;
  status: 'waiting' | 'invited' | 'active' | 'banned' | 'deactivated';
  title: string | null;
  globalAdmin: boolean;
  products: string[];
  /** How often each act was done to them, by its name in the audit log. */
  readonly acts: Record<string, number>;
}

export interface ExpectedPurchase {
  readonly accountId: string;
  readonly purchaseId: string;
  readonly product: string;
  readonly quantity: number;
}

/** Seats that were cancelled. */
export interface ExpectedReduction {
  readonly accountId: string;
  readonly reductionId: string;
  readonly product: string;
  readonly quantity: number;
}

export interface ExpectedRecord {
  readonly accountId: string;
  readonly type: string;
  readonly externalId: string;
  /** Everybody who owned it, in order; the last is its owner. */
  readonly owners: string[];
}

/** What has to be in the books, of all that was answered with success. */
export interface Expected {
  readonly people: readonly ExpectedPerson[];
  readonly purchases: readonly ExpectedPurchase[];
  readonly cancellations: readonly ExpectedReduction[];
  readonly records: readonly ExpectedRecord[];
  /** The accounts that have webhooks sent to them. */
  readonly told: ReadonlySet<string>;
  /** Usernames that no answer promised, but that may be there. */
  readonly maybe: ReadonlySet<string>;
}

/** Something that must not be. */
export interface Violation {
  readonly law: string;
  readonly what: string;
}
