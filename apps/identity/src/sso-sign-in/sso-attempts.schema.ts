import { defineCollection, moment, type Stored, text } from '@seatkeeper/mongo';

/** A sign-in that was begun, and waits for its browser to come back from the provider. */
export interface StoredSsoAttempt extends Stored {
  connectionId: string;
  /** SHA-256 of what the browser that began it keeps in a cookie: nobody else can finish it. */
  bindingHash: string;
  nonce: string;
  codeVerifier: string;
  /** A path of our own. */
  returnTo: string;
  expiresAt: Date;
}

export const ssoAttempts = defineCollection<StoredSsoAttempt>({
  name: 'sso-attempts',
  silent: true,
  fields: {
    connectionId: text,
    bindingHash: text,
    nonce: text,
    codeVerifier: text,
    returnTo: text,
    expiresAt: moment,
  },
  indexes: [{ name: 'purge', keys: { expiresAt: 1 }, ttlSeconds: 0 }],
});
