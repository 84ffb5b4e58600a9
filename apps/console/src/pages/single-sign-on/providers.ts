/** Providers of which it is known what their values look like, as docs/single-sign-on.md tells. */
export const PROVIDERS = ['okta', 'entra', 'google', 'keycloak', 'other'] as const;
export type Provider = (typeof PROVIDERS)[number];

interface Known {
  readonly name: string;
  /** What its issuer looks like, or is. */
  readonly issuer: string;
  /** It has no strangers, and says of no address whether it is verified. */
  readonly vouchesForAddresses: boolean;
}

export const KNOWN: Readonly<Record<Exclude<Provider, 'other'>, Known>> = {
  okta: { name: 'Okta', issuer: 'https://firm.okta.com', vouchesForAddresses: false },
  entra: {
    name: 'Entra ID',
    issuer: 'https://login.microsoftonline.com/<tenant id>/v2.0',
    vouchesForAddresses: true,
  },
  google: {
    name: 'Google Workspace',
    issuer: 'https://accounts.google.com',
    vouchesForAddresses: false,
  },
  keycloak: { name: 'Keycloak', issuer: 'https://host/realms/realm', vouchesForAddresses: false },
};
