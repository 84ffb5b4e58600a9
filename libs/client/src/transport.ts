import createFetchClient from 'openapi-fetch';
import type { CallOptions } from './calls.js';
import type { paths } from './generated/api.js';
import { NoAnswer, Problem, problemOf } from './problems.js';
import { isRepeatable, newKey, repeated, takesKey } from './repetitions.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a call may say beside its address. */
export interface CallParts extends CallOptions {
  readonly params?: { readonly path?: object; readonly query?: object; readonly header?: object };
  /** A string is sent as it is, with the `content-type` of `headers`; anything else as JSON. */
  readonly body?: unknown;
  readonly parseAs?: 'stream' | 'blob';
}

/** Who calls: a token, or another one after it was refused; null for a call without one. */
export type Authorize = (refused?: string) => Promise<string | null>;

export interface Received<T> {
  readonly data: T;
  readonly response: Response;
}

export interface TransportOptions {
  readonly baseUrl: string;
  readonly patienceMs: number;
  readonly fetch?: (request: Request) => Promise<Response>;
  /** As of `ConnectOptions`. */
  readonly prove?: () => Promise<boolean>;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
}

type SendOnce = (
  method: Method,
  path: string,
  init: object,
) => Promise<Received<unknown> & { error?: unknown }>;

/** Sends calls, as often as it takes and may be done. */
export class Transport {
  private readonly request: SendOnce;
  private readonly patienceMs: number;
  private readonly prove: (() => Promise<boolean>) | undefined;

  constructor({ baseUrl, patienceMs, fetch, prove, headers = {} }: TransportOptions) {
    const http = createFetchClient<paths>({
      baseUrl,
      headers,
      bodySerializer: String,
      ...(fetch && { fetch }),
    });
    this.request = http.request as unknown as SendOnce;
    this.patienceMs = patienceMs;
    this.prove = prove;
  }

  /** Rejects with the Problem of a refusal, with NoAnswer, and with the reason of the signal. */
  async send<T>(method: Method, path: string, parts: CallParts, authorize: Authorize): Promise<Received<T>> {
    const headers = new Headers(parts.headers);
    for (const [name, value] of Object.entries(parts.params?.header ?? {})) headers.set(name, String(value));
    if (takesKey(method, path) && !headers.has('idempotency-key')) headers.set('idempotency-key', newKey());
    const { body } = parts;
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const act = () => this.authorized(method, path, { ...parts, body: text }, headers, authorize);
    const sendIt = () =>
      repeated(act, {
        repeatable: isRepeatable(method, path, headers),
        patienceMs: this.patienceMs,
        ...(parts.signal && { signal: parts.signal }),
      });
    return (await this.proved(sendIt)) as Received<T>;
  }

  /** Where a proof is asked for, and given, the same once more, under the same Idempotency-Key. */
  private async proved<R>(sendIt: () => Promise<R>): Promise<R> {
    try {
      return await sendIt();
    } catch (error) {
      const isAsked = error instanceof Problem && error.code === 'proof-required';
      if (!isAsked || !this.prove || !(await this.prove())) throw error;
      return sendIt();
    }
  }

  /** Once; twice when the token had ended and there is another. */
  private async authorized(
    method: Method,
    path: string,
    parts: CallParts,
    headers: Headers,
    authorize: Authorize,
  ): Promise<Received<unknown>> {
    const token = await authorize();
    try {
      return await this.once(method, path, parts, headers, token);
    } catch (error) {
      if (token === null || !(error instanceof Problem && error.code === 'unauthenticated')) throw error;
      const next = await authorize(token);
      if (next === null) throw error;
      return this.once(method, path, parts, headers, next);
    }
  }

  private async once(
    method: Method,
    path: string,
    { params, ...parts }: CallParts,
    headers: Headers,
    token: string | null,
  ): Promise<Received<unknown>> {
    const sent = new Headers(headers);
    if (token !== null) sent.set('authorization', `Bearer ${token}`);
    const { path: inPath, query } = params ?? {};
    const { parseAs = 'text' } = parts;
    const init = { ...parts, params: { path: inPath, query }, headers: sent, parseAs };
    try {
      const { data, error, response } = await this.request(method, path, init);
      if (!response.ok) throw problemOf(response, error ?? '');
      return { data: contentOf(response, data), response };
    } catch (failure) {
      if (failure instanceof Problem || parts.signal?.aborted) throw failure;
      throw new NoAnswer(`${method.toUpperCase()} ${path}`, failure);
    }
  }
}

/** Only what says so is JSON; what breaks off in the middle of it does not parse, and is no answer. */
function contentOf(response: Response, data: unknown): unknown {
  if (typeof data !== 'string' || !response.headers.get('content-type')?.includes('json')) return data;
  return data === '' ? undefined : (JSON.parse(data) as unknown);
}
