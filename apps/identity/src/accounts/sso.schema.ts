import type { SsoDomainCheck, SsoNewcomers } from '@seatkeeper/contracts';
import { moment, text } from '@seatkeeper/mongo';

/** What was seen in the place of the text of a domain. */
export type StoredDomainCheck = Omit<SsoDomainCheck, 'at'> & { at: Date };

/** A domain whose addresses count once it is proved. */
export interface StoredSsoDomain {
  name: string;
  /** What its record has to say; no secret. */
  value: string;
  provedAt?: Date;
  /** The last look that did not prove it. */
  lastCheck?: StoredDomainCheck;
}

/** A connection to an identity provider. All of an account lie in its document, so that one write decides on them. */
export interface StoredSsoConnection {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  /** Opens only for its account and connection, and with the keys of the settings. */
  sealedSecret: string;
  domains: StoredSsoDomain[];
  vouchesForAddresses: boolean;
  newcomers: SsoNewcomers | null;
  createdAt: Date;
  updatedAt: Date;
  /** Of this connection alone. */
  version: number;
}

/** Since when passwords count no longer, but those of some global admins, of whom one stays among the active. */
export interface SsoEnforcement {
  connectionId: string;
  exempt: string[];
  since: Date;
}

export const ssoFields = {
  ssoConnections: {
    type: [
      {
        id: text,
        name: text,
        issuer: text,
        clientId: text,
        sealedSecret: text,
        domains: {
          type: [
            {
              name: text,
              value: text,
              provedAt: { type: Date },
              lastCheck: { type: { at: moment, found: text, texts: [String] } },
            },
          ],
          required: true,
        },
        vouchesForAddresses: { type: Boolean, required: true },
        newcomers: {
          type: { products: [String], groups: [String], whenNoSeat: String },
          default: null,
        },
        createdAt: moment,
        updatedAt: moment,
        version: { type: Number, required: true },
      },
    ],
    default: undefined,
  },
  provedDomains: { type: [String], default: undefined },
  ssoEnforcement: { type: { connectionId: text, exempt: [String], since: moment } },
};
