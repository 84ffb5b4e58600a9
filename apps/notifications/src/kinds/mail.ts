import type { Bus } from '@seatkeeper/bus';
import {
  type EventContract,
  type EventData,
  type MailDue,
  type MailKind,
  type SignInLetter,
  withoutLinks,
} from '@seatkeeper/contracts';

/** What a mail says and where it goes, with the secret part of its link if its kind has one. Null: it is not to be sent. */
export type Asked<L> = { letter: L; token?: string } | null;

/** Where people reach the product, and where the link of the mail leads; empty for a kind without. */
export interface Places {
  address: string;
  link: string;
}

/** What every letter says: whose it is, and in which language. */
export type Letter = Pick<SignInLetter, 'sendTo' | 'firstName' | 'lastName' | 'locale'>;

/** Values of a template: text only, so that nothing has a prototype worth reaching. */
export type Words = Readonly<Record<string, string | null>>;

/** Lists of a template, by their names: of each line the values. */
export type Rows = Readonly<Record<string, readonly Words[]>>;

/**
 * What a mail is about, besides its recipient: a link, another address, the seats of a product, an invoice, an order, an offer, an affiliate,
 * a period, a replacement, a hand-over, or a person and why something could not be done to them.
 */
export interface References {
  invitationId?: string;
  confirmationId?: string;
  resetId?: string;
  changeId?: string;
  product?: string;
  invoiceId?: string;
  orderId?: string;
  offerId?: string;
  affiliateId?: string;
  digestId?: string;
  replacementId?: string;
  reassignmentId?: string;
  personId?: string;
  cause?: string;
}

/** A mail that is about to be sent. */
export interface Sending extends References {
  accountId: string;
  userId: string;
}

/** A kind of mail: what it is due for, what is asked when it is sent, and how it is said. Its templates lie in a folder of its name. */
interface MailDefinition<C extends EventContract, L extends Letter> {
  readonly kind: MailKind;
  /** The mail is due once for each of these, to each recipient. */
  readonly event: C;
  /** What the mail is about, besides its recipient. */
  readonly refersTo?: (data: EventData<C>) => References;
  /** Asks identity when the mail is sent: an event decides neither on the address nor on the words. */
  readonly ask: (bus: Bus, sending: Sending) => Promise<Asked<L>>;
  /** Why there may be nothing to send any more, for who wants a mail sent once more. */
  readonly over: string;
  /** Where the link leads, before its secret part. */
  readonly path?: string;
  /** The words as the templates take them. */
  readonly say: (letter: L, places: Places) => Words;
  /** What its templates say line by line. */
  readonly rows?: (letter: L) => Rows;
  /** Whether people and accounts may switch it off. What keeps somebody safe, or was asked for, is always sent. */
  readonly optional: boolean;
  /**
   * Whether it keeps somebody safe or lets them in: then it is tried also at an address from which mails came back, and never
   * goes through a server of the account.
   */
  readonly isSecurity?: true;
  /** Whether accounts may word it: not what keeps somebody safe, nor what says something else from case to case. */
  readonly isWordable?: true;
  /** Whether two people who share a mailbox get one each, because each is told something else. */
  readonly isToEach?: true;
  /** With this letter the templates are tried at the start. */
  readonly sample: L;
}

/** The same for whoever handles all kinds alike: a letter of one kind is only ever said by that kind. */
export interface DefinedMail {
  readonly kind: MailKind;
  readonly event: EventContract;
  readonly path: string | undefined;
  readonly over: string;
  readonly optional: boolean;
  readonly isSecurity?: true | undefined;
  readonly isWordable?: true | undefined;
  readonly isToEach?: true | undefined;
  readonly refersTo: (data: unknown) => References;
  readonly recipients: (bus: Bus, data: unknown) => Promise<readonly MailDue[]>;
  readonly ask: (bus: Bus, sending: Sending) => Promise<Asked<Letter>>;
  readonly say: (letter: Letter, places: Places) => Words;
  readonly rows: (letter: Letter) => Rows;
  readonly sample: Letter;
}

/** Whom the mail goes to; the event itself says it of the kinds that tell one person something. */
type Recipients<C extends EventContract> =
  EventData<C> extends MailDue
    ? { readonly recipients?: never }
    : { readonly recipients: (bus: Bus, data: EventData<C>) => Promise<readonly MailDue[]> };

export const defineMail = <C extends EventContract, L extends Letter>({
  refersTo,
  recipients,
  say,
  rows,
  path,
  ...mail
}: MailDefinition<C, L> & Recipients<C>): DefinedMail => ({
  ...mail,
  path,
  recipients: async (bus, data) => (recipients ? recipients(bus, data as EventData<C>) : [data as MailDue]),
  // The bus hands over the data of the event that it was asked for.
  refersTo: (data) => refersTo?.(data as EventData<C>) ?? {},
  say: (letter, places) => say(letter as L, places),
  rows: (letter) => rows?.(letter as L) ?? {},
});

/** What every mail says; the names may be stored since before links were refused in them. */
export const greeting = ({ firstName, accountName, accountSlug, username }: Greeted) => ({
  firstName: withoutLinks(firstName),
  accountName: withoutLinks(accountName),
  accountSlug,
  username,
});
type Greeted = Pick<SignInLetter, 'firstName' | 'accountName' | 'accountSlug' | 'username'>;

/** What the samples of all kinds have in common. */
export const SAMPLE: SignInLetter = {
  sendTo: 'ann@acme.example',
  firstName: 'Ann',
  lastName: 'Ang',
  locale: 'en',
  accountName: 'Acme',
  accountSlug: 'acme',
  username: 'ann@acme.example',
  timeZone: 'UTC',
};
