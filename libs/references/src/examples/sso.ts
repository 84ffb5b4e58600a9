import { account, ids } from './harbour-lane.js';

const connection = {
  id: ids.ssoConnection,
  name: 'Okta',
  issuer: 'https://harbour-lane.okta.com',
  clientId: '0oa1b2c3d4E5f6G7h8i9',
  domains: [
    {
      name: 'harbour-lane.example',
      record: '_seatkeeper.harbour-lane.example',
      value: 'seatkeeper-domain-proof=Zm9yLXRoZS1leGFtcGxlLW9ubHk',
      provedAt: null as string | null,
      lastCheck: { at: '2026-03-09T10:05:00.000Z', found: 'nothing', texts: [] as string[] } as object | null,
    },
  ],
  vouchesForAddresses: false,
  newcomers: { products: ['core'], groups: [] as string[], whenNoSeat: 'wait' } as object | null,
  enforcement: null,
  redirectUri: `https://seats.example/v1/auth/sso/${account.slug}/callback`,
  signInUrl: `https://seats.example/v1/auth/sso/${account.slug}`,
  createdAt: '2026-03-09T10:00:00.000Z',
  updatedAt: '2026-03-09T10:00:00.000Z',
  version: 1,
};
const proved = connection.domains.map((domain) => ({
  ...domain,
  provedAt: '2026-03-09T10:20:00.000Z',
  lastCheck: null,
}));

/** The firm as it lets its people sign in with Okta. */
export const ssoAnswers = {
  listSsoConnections: {
    200: {
      items: [connection],
      redirectUri: connection.redirectUri,
      scopes: ['openid', 'email', 'profile'],
    },
  },
  createSsoConnection: { 201: connection },
  getSsoConnection: { 200: connection },
  updateSsoConnection: { 200: { ...connection, newcomers: null, version: 2 } },
  checkSsoDomain: { 200: { ...connection, domains: proved, version: 2 } },
  testSsoConnection: {
    200: {
      works: true,
      problem: null,
      authorizationEndpoint: 'https://harbour-lane.okta.com/oauth2/v1/authorize',
      tokenEndpoint: 'https://harbour-lane.okta.com/oauth2/v1/token',
      signingKeys: 2,
    },
  },
};
