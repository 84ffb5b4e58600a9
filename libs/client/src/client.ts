import type { Call, Init, Item, ListPath, Parts, PathOf } from './calls.js';
import { Entry, type EntryOptions } from './entries.js';
import { type StreamEvent, streamEvents } from './event-streams.js';
import type { components } from './generated/api.js';
import { Session } from './sessions.js';
import { joinTabs } from './tabs.js';
import type { Tokens } from './tokens.js';
import { Problem } from './problems.js';
import { type CallParts, type Method, Transport } from './transport.js';

type Schemas = components['schemas'];
type Credentials = Parts<'/v1/auth/sign-in', 'post'>['body'];

/** What happens in an account: `change` says what; the others are about the stream itself and say nothing more. */
export type LiveEvent =
  | (StreamEvent<Schemas['LiveChange']> & { readonly event: 'change' })
  | (StreamEvent<Record<string, never>> & { readonly event: 'ready' | 'reset' | 'interrupted' });

/** What is told by each stream. */
interface Streams {
  '/v1/reassignments/{id}/progress': StreamEvent<Schemas['Reassignment']>;
  '/v1/events': LiveEvent;
}
type StreamPath = keyof Streams;

export interface ConnectOptions {
  /** Where the gateway is, such as `https://seats.example`. */
  readonly baseUrl: string;
  /** Acts by this key. Without one, sign in, or go on with `tokens` that were kept. */
  readonly apiKey?: string;
  readonly tokens?: Tokens;
  /**
   * `cookie` in a page of the gateway itself: what goes on with the session is in a cookie that no script can read, only the
   * access token is in memory, and the tabs of the browser share it. Begin with `resume`.
   */
  readonly session?: 'cookie';
  /** Is told of every new pair of tokens, to keep them; null when nobody is signed in any more. */
  readonly onTokens?: (tokens: Tokens | null) => void | Promise<void>;
  /**
   * Is called where the gateway wants a proof that it is still the person who signed in (`proof-required`): send one to
   * `/v1/auth/prove`. The call is then sent again; false leaves it refused.
   */
  readonly prove?: () => Promise<boolean>;
  /** How long a call is tried again, in ms; 30,000 unless something else is said. 0 tries once. */
  readonly patienceMs?: number;
  /** Takes the place of the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** One caller of the API of one gateway. Every method rejects with a Problem where the gateway refuses, and with NoAnswer. */
export class Client {
  readonly get: Call<'get'> = (path, ...init) => this.call('get', path, init[0]);
  readonly post: Call<'post'> = (path, ...init) => this.call('post', path, init[0]);
  readonly put: Call<'put'> = (path, ...init) => this.call('put', path, init[0]);
  readonly patch: Call<'patch'> = (path, ...init) => this.call('patch', path, init[0]);
  readonly delete: Call<'delete'> = (path, ...init) => this.call('delete', path, init[0]);

  private readonly transport: Transport;
  private readonly session: Session;
  private readonly apiKey: string | undefined;
  private readonly kept: { readonly session?: 'cookie' };

  /** `entry`: of who acts in an account below, by a session that another client has. */
  constructor(
    private readonly options: ConnectOptions,
    private readonly entry?: Entry,
  ) {
    const { baseUrl, apiKey, tokens, session, onTokens, prove, patienceMs = 30_000, fetch } = options;
    this.apiKey = apiKey;
    this.kept = session ? { session } : {};
    // Only a page of the same origin can send it with its cookie.
    const headers: Record<string, string> = session ? { 'x-seatkeeper-console': '1' } : {};
    this.transport = new Transport({
      baseUrl,
      patienceMs,
      headers,
      ...(prove && { prove }),
      ...(fetch && { fetch }),
    });
    const refresh = (refreshToken: string | undefined) =>
      this.tokens('/v1/auth/refresh', session ? {} : { refreshToken });
    this.session = new Session({
      refresh,
      ...(onTokens && { onTokens }),
      ...(session && { join: (hear) => joinTabs(baseUrl, hear) }),
    });
    if (tokens) this.session.restore(tokens);
  }

  /** Opens a session, and acts in it from now on. */
  async signIn(credentials: Credentials): Promise<Tokens> {
    const tokens = await this.tokens('/v1/auth/sign-in', { ...credentials, ...this.kept });
    await this.session.begin(tokens);
    return tokens;
  }

  /** Goes on with the session that the browser keeps in its cookie; null when there is none. */
  resume(): Promise<Tokens | null> {
    return this.session.resume();
  }

  /** Acts from now on in a session that another call has opened, such as the acceptance of an invitation. */
  enter(tokens: Tokens): Promise<void> {
    return this.session.begin(tokens);
  }

  /**
   * Acts by the session of this client in an account below its own. Keeps nothing: it asks for a token when the first call, or the last one's
   * end, wants one, and ends with the session.
   */
  inAffiliate(id: string, how: EntryOptions = {}): Affiliated {
    const { baseUrl, patienceMs, fetch } = this.options;
    const enter = () => this.post('/v1/account/affiliates/{id}/enter', { params: { path: { id } } });
    return new Client(
      { baseUrl, ...(patienceMs !== undefined && { patienceMs }), ...(fetch && { fetch }) },
      new Entry(enter, how),
    );
  }

  /** What an address answers as a file, such as an invoice with `format: 'pdf'`. */
  async file<Path extends PathOf<'get'>, Said extends Parts<Path, 'get'>>(
    path: Path,
    ...init: Init<Said>
  ): Promise<Blob> {
    const parts: CallParts = init[0] ?? {};
    return (await this.send<Blob>('get', path, { ...parts, parseAs: 'blob' })).data;
  }

  /** Ends the session. */
  async signOut(): Promise<void> {
    await this.post('/v1/auth/sign-out').catch((error: unknown) => {
      // It has ended before.
      if (!(error instanceof Problem && error.code === 'unauthenticated')) throw error;
    });
    await this.session.end();
  }

  /** Everything in a list; a page is asked for when what came before it is read. */
  async *items<Path extends ListPath, Said extends Parts<Path, 'get'>>(
    path: Path,
    ...init: Init<Said>
  ): AsyncGenerator<Item<Path>, void> {
    const { params, ...parts }: CallParts = init[0] ?? {};
    let cursor: string | null = null;
    do {
      const query: object = { ...params?.query, ...(cursor !== null && { cursor }) };
      const page: { items: Item<Path>[]; nextCursor: string | null } = await this.call('get', path, {
        ...parts,
        params: { ...params, query },
      });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  /**
   * What happens until the `end` of a stream, with that; a connection that breaks is opened again, after the last event that
   * came. A stream without an end goes on until nobody reads it, or the signal says so.
   */
  events<Path extends StreamPath, Said extends Parts<Path, 'get'>>(
    path: Path,
    ...init: Init<Said>
  ): AsyncGenerator<Streams[Path], void> {
    const parts: CallParts = init[0] ?? {};
    const open = async (lastEventId: string | undefined) => {
      const headers = {
        ...parts.headers,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      };
      const { response } = await this.send('get', path, { ...parts, headers, parseAs: 'stream' });
      return response;
    };
    return streamEvents<Streams[Path]>(open, parts.signal);
  }

  private async call<T>(method: Method, path: string, init: unknown): Promise<T> {
    return (await this.send<T>(method, path, init ?? {})).data;
  }

  private send<T>(method: Method, path: string, parts: CallParts) {
    const acting = this.entry ?? this.session;
    return this.transport.send<T>(method, path, parts, async (refused) => {
      if (this.apiKey !== undefined) return refused === undefined ? this.apiKey : null;
      return refused === undefined ? acting.accessToken() : acting.after(refused);
    });
  }

  private async tokens(path: string, body: object): Promise<Tokens> {
    return (await this.transport.send<Tokens>('post', path, { body }, async () => null)).data;
  }
}

/** The calls of an account below the own one. Sessions are opened and ended at home. */
export type Affiliated = Pick<
  Client,
  'get' | 'post' | 'put' | 'patch' | 'delete' | 'items' | 'events' | 'file'
>;

/** Connects to a gateway: nothing is sent before the first call. */
export const connect = (options: ConnectOptions): Client => new Client(options);
