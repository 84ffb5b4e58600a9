/** An answer of the API that is not a success. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    call: string,
    detail: string,
  ) {
    super(`${call} answered ${status} ${code}: ${detail}`);
  }
}

/** What is sent: a value as JSON, or a text of another type. */
type Body = { readonly json: unknown } | { readonly text: string; readonly type: string };

/** Calls the gateway's HTTP API as one user, or as nobody. */
export class ApiClient {
  constructor(
    private readonly gateway: string,
    private readonly signal: AbortSignal,
    private readonly accessToken?: string,
  ) {}

  as(accessToken: string): ApiClient {
    return new ApiClient(this.gateway, this.signal, accessToken);
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path);
  }

  post<T>(path: string, body?: Body): Promise<T> {
    return this.#call<T>('POST', path, body);
  }

  put<T>(path: string, body: Body): Promise<T> {
    return this.#call<T>('PUT', path, body);
  }

  patch<T>(path: string, body: Body): Promise<T> {
    return this.#call<T>('PATCH', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.#call<T>('DELETE', path);
  }

  async #call<T>(method: string, path: string, body?: Body): Promise<T> {
    const response = await fetch(this.gateway + path, {
      method,
      signal: this.signal,
      headers: {
        ...(this.accessToken && { authorization: `Bearer ${this.accessToken}` }),
        ...(body && { 'content-type': 'json' in body ? 'application/json' : body.type }),
      },
      body: body && ('json' in body ? JSON.stringify(body.json) : body.text),
    });
    const answer = (await response.json()) as { code?: string; detail?: string };
    if (response.ok) return answer as T;
    throw new Refusal(response.status, answer.code ?? 'unknown', `${method} ${path}`, answer.detail ?? '');
  }
}
