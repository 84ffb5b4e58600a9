import { Inject, Injectable } from '@nestjs/common';
import { Fault, SSO_SCOPES } from '@seatkeeper/contracts';
import { BoundedMap, Clock, JudgedAddresses, type Network, SETTINGS } from '@seatkeeper/service';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  customFetch,
  type CustomFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  type ServerMetadata,
} from 'openid-client';
import { judgedFetch } from './judged-fetch.js';
import { OutsidePlacesService } from './outside-places.service.js';
import { faultOf, ProviderProblem, problemOf } from './provider-problems.js';
import { toldTogether } from './told-claims.js';

interface ProviderSettings {
  SSO_NETWORKS: readonly Network[];
  SSO_DNS_SERVERS: readonly string[];
  SSO_PLAIN_HTTP: boolean;
  SSO_ANSWER_SECONDS: number;
}

/** As whom a provider knows Seatkeeper, for an account. */
export interface ProviderClient {
  accountId: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** What an attempt to sign in is known by. */
export interface AttemptSecrets {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** What the provider is to do with who comes. */
export interface Visit {
  redirectUri: string;
  loginHint: string | undefined;
  /** Has them sign in although the provider knows who they are. */
  again: boolean | undefined;
}

export interface ProviderTest {
  problem: string | null;
  metadata?: ServerMetadata;
  signingKeys?: number;
}

/** What a provider says of itself is believed so long: it hardly ever changes, and everybody signs in at nine. */
const REMEMBERED_MS = 5 * 60_000;
const MOST_PROVIDERS = 200;

/** Speaks OpenID Connect with the providers of accounts, whose addresses customers choose and nobody trusts. */
@Injectable()
export class IdentityProvidersClient {
  private readonly addresses: JudgedAddresses;
  private readonly remembered = new BoundedMap<string, { metadata: ServerMetadata; until: number }>(
    MOST_PROVIDERS,
  );

  constructor(
    @Inject(SETTINGS) private readonly settings: ProviderSettings,
    private readonly places: OutsidePlacesService,
    private readonly clock: Clock,
  ) {
    this.addresses = new JudgedAddresses(settings.SSO_NETWORKS, settings.SSO_DNS_SERVERS);
  }

  /** Where the browser goes. Rejects with `sso-provider-failed`, or `busy`. */
  async signInUrl(
    client: ProviderClient,
    { state, nonce, codeVerifier }: AttemptSecrets,
    { redirectUri, loginHint, again }: Visit,
  ): Promise<string> {
    return this.spoken(client, async (configuration) => {
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SSO_SCOPES.join(' '),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(loginHint !== undefined && { login_hint: loginHint }),
        // Not every provider knows both; with the second it has to say when somebody signed in.
        ...(again && { prompt: 'login', max_age: '0' }),
      });
      return this.secure(url).href;
    });
  }

  /**
   * What the provider vouches for in exchange for the answer with which it sent a browser back: state, PKCE, issuer, audience,
   * nonce, times and the signature hold. Rejects with `sso-refused`, `sso-provider-failed` or `busy`.
   */
  async claims(client: ProviderClient, answer: URL, attempt: AttemptSecrets): Promise<IDToken> {
    return this.spoken(client, (configuration) =>
      this.places.ask(client.accountId, () => exchanged(configuration, answer, attempt)),
    );
  }

  /** What is wrong with a provider, without anybody signing in. Remembers nothing. Rejects with `busy`. */
  test(accountId: string, issuer: string): Promise<ProviderTest> {
    return this.places.ask(accountId, () => this.looked(issuer));
  }

  private async looked(issuer: string): Promise<ProviderTest> {
    const { fetch, seconds } = this.speaking();
    try {
      const metadata = await this.discovered(issuer, fetch);
      this.secure(new URL(metadata.authorization_endpoint ?? 'none:'));
      if (!metadata.token_endpoint) throw new ProviderProblem('The provider names no token endpoint.');
      const keys = await keysOf(metadata, fetch);
      if (keys === 0)
        throw new ProviderProblem('The provider has no key that signs: nothing it says can be checked.');
      return { problem: null, metadata, signingKeys: keys };
    } catch (error) {
      return { problem: problemOf(error, seconds) };
    }
  }

  private async spoken<R>(
    client: ProviderClient,
    work: (configuration: Configuration) => Promise<R>,
  ): Promise<R> {
    const { fetch, seconds } = this.speaking();
    try {
      const metadata = await this.known(client, fetch);
      const configuration = new Configuration(
        metadata,
        client.clientId,
        undefined,
        authOf(metadata, client.clientSecret),
      );
      configuration[customFetch] = fetch;
      configuration.timeout = seconds;
      // Else an identity token would be believed because of the connection it came by.
      enableNonRepudiationChecks(configuration);
      if (this.settings.SSO_PLAIN_HTTP) allowInsecureRequests(configuration);
      return await work(configuration);
    } catch (error) {
      // What was remembered may be why.
      if (!(error instanceof Fault)) this.remembered.delete(client.issuer);
      throw faultOf(error, seconds);
    }
  }

  /** One deadline for all that is asked of a provider at one time, however slowly each answer comes. */
  private speaking(): { fetch: CustomFetch; seconds: number } {
    const seconds = this.settings.SSO_ANSWER_SECONDS;
    const signal = AbortSignal.timeout(seconds * 1_000);
    return { fetch: (url, options) => judgedFetch(this.addresses, signal, url, options), seconds };
  }

  private async known({ accountId, issuer }: ProviderClient, fetch: CustomFetch): Promise<ServerMetadata> {
    const known = this.remembered.get(issuer);
    const now = this.clock.now().getTime();
    if (known && known.until > now) return known.metadata;
    const metadata = await this.places.ask(accountId, () => this.discovered(issuer, fetch));
    this.remembered.set(issuer, { metadata, until: now + REMEMBERED_MS });
    return metadata;
  }

  private async discovered(issuer: string, fetch: CustomFetch): Promise<ServerMetadata> {
    const configuration = await discovery(new URL(issuer), 'none', undefined, undefined, {
      [customFetch]: fetch,
      timeout: this.settings.SSO_ANSWER_SECONDS,
      ...(this.settings.SSO_PLAIN_HTTP && { execute: [allowInsecureRequests] }),
    });
    const metadata = configuration.serverMetadata();
    // openid-client lets some pass that answer for many firms: there anybody could call themselves anything.
    if (metadata.issuer !== issuer)
      throw new ProviderProblem(
        'The provider calls itself another issuer than this one: take the address from its own words, letter by letter. ' +
          'One that is shared by many firms, as `common` of Entra ID is, cannot be used.',
      );
    return metadata;
  }

  /** Browsers are sent there. */
  private secure(url: URL): URL {
    if (url.protocol === 'https:' || (this.settings.SSO_PLAIN_HTTP && url.protocol === 'http:')) return url;
    throw new ProviderProblem('The provider names no address with https to sign in at.');
  }
}

async function exchanged(
  configuration: Configuration,
  answer: URL,
  { state, nonce, codeVerifier }: AttemptSecrets,
): Promise<IDToken> {
  const tokens = await authorizationCodeGrant(configuration, answer, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new ProviderProblem('The provider did not say who signed in.');
  const saysAll = claims['email'] !== undefined && claims['email_verified'] !== undefined;
  if (saysAll || !configuration.serverMetadata().userinfo_endpoint) return claims;
  // By the standard a token tells no more than who it is, and the rest has to be asked for.
  return toldTogether(claims, await fetchUserInfo(configuration, tokens.access_token, claims.sub));
}

/** As the standard has it unless the provider wants it the other way. */
const authOf = (
  { token_endpoint_auth_methods_supported: ways }: ServerMetadata,
  secret: string,
): ClientAuth =>
  ways === undefined || ways.includes('client_secret_basic')
    ? ClientSecretBasic(secret)
    : ClientSecretPost(secret);

async function keysOf({ jwks_uri: uri }: ServerMetadata, fetch: CustomFetch): Promise<number> {
  if (!uri) throw new ProviderProblem('The provider does not say where its keys are.');
  const answer = await fetch(uri, {
    method: 'GET',
    headers: { accept: 'application/json' },
    body: undefined,
    redirect: 'manual',
  });
  if (answer.status !== 200)
    throw new ProviderProblem(`The keys of the provider cannot be had (${answer.status}).`);
  const said: unknown = await answer.json().catch(() => null);
  const keys = (said as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys)) throw new ProviderProblem('What the provider shows as its keys are none.');
  return keys.filter(
    (key: { kty?: unknown; use?: unknown } | null) => key?.kty !== 'oct' && key?.use !== 'enc',
  ).length;
}
