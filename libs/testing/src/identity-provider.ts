import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

/** What the provider says of somebody, besides `sub`. */
export type ProviderPerson = Readonly<Record<string, unknown>>;

/** What goes wrong at the provider, as long as it is set. */
export interface ProviderTrouble {
  /** Nothing is answered within any time that somebody would wait. */
  silent?: boolean;
  /** What becomes of an identity token before it is handed over. */
  forge?: (idToken: string) => string;
  /** What becomes of the words of the provider about itself. */
  says?: (metadata: Record<string, unknown>) => Record<string, unknown>;
}

const SILENT_MS = 60_000;

const newSigningKey = () => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' }),
  kid: 'of-a-test',
  use: 'sig',
  alg: 'RS256',
});

/**
 * An identity provider as customers have one: node's own OpenID Connect server with everything it checks. Whoever comes is
 * signed in at once as whom `login_hint` names, by `sub`, if it knows such a person.
 */
export class IdentityProvider {
  readonly client = { clientId: 'seatkeeper', clientSecret: 'a secret of the provider and us' };
  readonly people = new Map<string, ProviderPerson>();
  trouble: ProviderTrouble = {};
  /** How often its token endpoint was asked. */
  exchanges = 0;
  private provider!: Provider;

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** `thin`: identity tokens tell nothing but who it is; the rest has to be asked for, as the standard has it. */
  static async start({ thin = false } = {}): Promise<IdentityProvider> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const made = new IdentityProvider(issuer, server);
    await made.open(thin);
    return made;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Goes where a browser is sent to sign in, as somebody, and answers where it is sent back to. */
  async signIn(url: string, sub: string): Promise<string> {
    const jar = new Map<string, string>();
    const asked = new URL(url);
    asked.searchParams.set('login_hint', sub);
    let at = asked.href;
    for (let hops = 0; hops < 10; hops += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(at, { headers: { cookie }, redirect: 'manual' });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        jar.set(name, value);
      }
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`The provider shows a page: ${await answer.text()}`);
      at = new URL(location, at).href;
      if (!at.startsWith(this.issuer)) return at;
    }
    throw new Error('The provider sends the browser around in circles.');
  }

  private async open(thin: boolean): Promise<void> {
    // Only the tests of single sign-on need it, and it takes a while to load.
    const { default: OpenIdProvider } = await import('oidc-provider');
    const provider: Provider = new OpenIdProvider(this.issuer, {
      clients: [
        {
          client_id: this.client.clientId,
          client_secret: this.client.clientSecret,
          redirect_uris: [`${this.issuer}/known-later`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      pkce: { required: () => true },
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name', 'given_name', 'family_name', 'preferred_username'],
      },
      conformIdTokenClaims: thin,
      findAccount: (_context, sub) =>
        this.people.has(sub)
          ? { accountId: sub, claims: () => ({ sub, ...this.people.get(sub) }) }
          : undefined,
      loadExistingGrant: (context) => this.granted(provider, context),
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ['of a test'] },
      jwks: { keys: [newSigningKey()] },
      ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    });
    // Each firm comes back to an address of its own.
    provider.Client.prototype.redirectUriAllowed = () => true;
    provider.use((context, next) => this.troubled(context as KoaContextWithOIDC, next));
    this.provider = provider;
    const answer = provider.callback();
    this.server.on('request', (request, response) => {
      if (request.url?.startsWith('/interaction/')) void this.finish(request, response);
      else void answer(request, response);
    });
  }

  private async granted(provider: Provider, { oidc }: KoaContextWithOIDC) {
    const grant = new provider.Grant({
      clientId: oidc.client?.clientId ?? '',
      accountId: oidc.session?.accountId ?? '',
    });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  }

  private async finish(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await this.provider.interactionDetails(request, response);
    const sub = String(params['login_hint']);
    const result = this.people.has(sub)
      ? { login: { accountId: sub } }
      : { error: 'access_denied', error_description: 'Nobody of that name' };
    await this.provider.interactionFinished(request, response, result);
  }

  private async troubled(context: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    const { silent, forge, says } = this.trouble;
    if (silent) await delay(SILENT_MS, undefined, { ref: false });
    await next();
    const body = context.body as Record<string, unknown> | undefined;
    if (context.path === '/token') this.exchanges += 1;
    if (forge && typeof body?.['id_token'] === 'string')
      context.body = { ...body, id_token: forge(body['id_token']) };
    if (says && context.path === '/.well-known/openid-configuration') context.body = says(body ?? {});
  }
}
