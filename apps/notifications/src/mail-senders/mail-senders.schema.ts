import { SenderSecurity, WhenSenderFails } from '@seatkeeper/contracts';
import { defineCollection, type Stored } from '@seatkeeper/mongo';

/** What is said of a mail server, and as whom it is spoken to. */
export interface OwnServer {
  host: string;
  port: number;
  security: SenderSecurity;
  user?: string;
  /** The password, sealed for this account, server and user. */
  sealed?: string;
  from: { name: string; address: string };
  replyTo?: string;
  perMinute?: number;
  whenFailing: WhenSenderFails;
  changedAt: Date;
}

/** How a test mail went. */
export interface SenderTest {
  at: Date;
  sent: boolean;
  answer: string;
}

/** That a server takes no mails: since when, and from when on one is tried there again. */
export interface Failing {
  since: Date;
  answer: string;
  trials: number;
  trialAt: Date;
  /** Whether its administrators were told: then they are told as well that it works again. */
  isTold: boolean;
}

/** Attempts that failed for the server since the last that did not. */
export interface Failures {
  count: number;
  since: Date;
}

/** The mail server of an account, whose id is its own. Once removed only the count of its changes is left. */
export interface StoredMailSender extends Stored {
  /** Counts what people change; what is noted of the server counts it up as little as it changes the server. */
  revision: number;
  server?: OwnServer;
  /** Of the server as it is: a change that could make it another one takes it away. */
  isVerified?: boolean;
  lastTest?: SenderTest;
  testBegunAt?: Date;
  failures?: Failures;
  failing?: Failing;
  toldAt?: Date;
}

export const mailSenders = defineCollection<StoredMailSender>({
  name: 'mail-senders',
  fields: {
    revision: { type: Number, required: true },
    server: {
      type: {
        host: { type: String, required: true },
        port: { type: Number, required: true },
        security: { type: String, enum: SenderSecurity.options, required: true },
        user: String,
        sealed: String,
        from: { name: String, address: String },
        replyTo: String,
        perMinute: Number,
        whenFailing: { type: String, enum: WhenSenderFails.options, required: true },
        changedAt: { type: Date, required: true },
      },
    },
    isVerified: { type: Boolean },
    lastTest: { type: { at: Date, sent: Boolean, answer: String } },
    testBegunAt: { type: Date },
    failures: { type: { count: Number, since: Date } },
    failing: { type: { since: Date, answer: String, trials: Number, trialAt: Date, isTold: Boolean } },
    toldAt: { type: Date },
  },
  indexes: [],
});
