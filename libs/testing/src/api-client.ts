import type { Problem } from '@seatkeeper/contracts';

export interface ApiAnswer<B> {
  status: number;
  /** Parsed when it is JSON, else the text; undefined when there is none. */
  body: B;
  headers: Headers;
}

export interface ApiRequest {
  /** Sent as JSON, unless it is text, bytes or a form. */
  body?: unknown;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Milliseconds before it is given up (default 30,000). */
  timeoutMs?: number;
}

/** Speaks HTTP to the gateway. A problem is an answer like any other; only a missing answer rejects. */
export class ApiClient {
  constructor(
    readonly baseUrl: string,
    readonly token?: string,
  ) {}

  /** The same, signed in with another token, or not at all. */
  with(token: string | undefined): ApiClient {
    return new ApiClient(this.baseUrl, token);
  }

  get<B = Problem>(path: string, request?: ApiRequest): Promise<ApiAnswer<B>> {
    return this.request('GET', path, request);
  }

  post<B = Problem>(path: string, body?: unknown, request?: ApiRequest): Promise<ApiAnswer<B>> {
    return this.request('POST', path, { ...request, body });
  }

  put<B = Problem>(path: string, body?: unknown, request?: ApiRequest): Promise<ApiAnswer<B>> {
    return this.request('PUT', path, { ...request, body });
  }

  patch<B = Problem>(path: string, body?: unknown, request?: ApiRequest): Promise<ApiAnswer<B>> {
    return this.request('PATCH', path, { ...request, body });
  }

  delete<B = Problem>(path: string, request?: ApiRequest): Promise<ApiAnswer<B>> {
    return this.request('DELETE', path, request);
  }

  async request<B = Problem>(method: string, path: string, request: ApiRequest = {}): Promise<ApiAnswer<B>> {
    const { query = {}, headers = {}, timeoutMs = 30_000 } = request;
    const url = new URL(path, this.baseUrl);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const { body, contentType } = encoded(request.body);
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(contentType && { 'content-type': contentType }),
        ...headers,
      },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body }),
    });
    return { status: response.status, body: (await decoded(response)) as B, headers: response.headers };
  }
}

type Encoded = { body?: string | FormData | Uint8Array<ArrayBuffer>; contentType?: string };

function encoded(body: unknown): Encoded {
  if (body === undefined) return {};
  if (typeof body === 'string') return { body };
  if (body instanceof FormData) return { body };
  if (body instanceof Uint8Array) return { body: new Uint8Array(body) };
  return { body: JSON.stringify(body), contentType: 'application/json' };
}

async function decoded(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  return isJson ? JSON.parse(text) : text;
}
