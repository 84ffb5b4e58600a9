/** The documents of all services as they lie in the databases, as far as the audit looks at them. */
export interface Books {
  readonly accounts: readonly { readonly _id: string; readonly globalAdmins: readonly string[] }[];
  readonly users: readonly UserEntry[];
  readonly audit: readonly AuditLine[];
  readonly purchases: readonly PurchaseEntry[];
  readonly reductions: readonly ReductionEntry[];
  readonly seats: readonly SeatEntry[];
  readonly ledger: readonly LedgerLine[];
  readonly deliveries: readonly DeliveryEntry[];
  readonly records: readonly RecordEntry[];
  readonly runs: readonly { readonly _id: string; readonly state: string; readonly detail?: string }[];
  /** What the mail server took. */
  readonly letters: readonly Letter[];
  readonly webhooks: readonly WebhookEntry[];
  /** What the receiver of the webhooks took. */
  readonly messages: readonly Message[];
  /** How many dead letters there are, by service. */
  readonly deadLetters: Readonly<Record<string, number>>;
}

interface Owned {
  readonly _id: string;
  readonly accountId: string;
}

export interface UserEntry extends Owned {
  readonly username: string;
  readonly type: string;
  readonly status: string;
  readonly title: string | null;
  readonly products: readonly string[];
  readonly globalAdmin: boolean;
  readonly flow?: { readonly kind: string; readonly step: string };
  readonly invitation?: { readonly id: string; readonly state: string };
  readonly pastInvitations: readonly { readonly id: string }[];
}

export interface AuditLine extends Owned {
  readonly action: string;
  readonly users: readonly string[];
}

export interface PurchaseEntry extends Owned {
  readonly purchaseId: string;
  readonly origin: string;
  readonly product: string;
  readonly quantity: number;
  readonly state: string;
}

export interface ReductionEntry extends Owned {
  readonly reductionId: string;
  readonly product: string;
  readonly quantity: number;
  readonly state: string;
}

export interface SeatEntry extends Owned {
  readonly seatId: string;
  readonly product: string;
  readonly state: string;
  readonly holder?: string;
}

export interface LedgerLine extends Owned {
  readonly product: string;
  readonly kind: string;
  readonly purchased: number;
  readonly used: number;
}

export interface DeliveryEntry extends Owned {
  readonly kind: string;
  readonly invitationId?: string;
  readonly messageId: string;
  readonly state: string;
}

export interface RecordEntry extends Owned {
  readonly type: string;
  readonly externalId: string;
  readonly ownerId: string;
  readonly owners: readonly { readonly field?: string; readonly from: string; readonly to: string }[];
}

export interface WebhookEntry extends Owned {
  readonly state: string;
}

export interface Message {
  /** The same at every attempt. */
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  readonly userId: string;
}

export interface Letter {
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly to: readonly string[];
}
