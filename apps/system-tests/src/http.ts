/** An answer of the gateway, with its body parsed when it is JSON. */
export interface Answer<B = any> {
  status: number;
  body: B;
  headers: Headers;
}

export interface CallOptions {
  token?: string | undefined;
  headers?: Record<string, string>;
  /** A body that is sent as it is, with a content type among the headers. */
  raw?: string | Buffer;
  /** Of a stream that does not end by itself: no more than what comes first. */
  begins?: boolean;
}

/** One HTTP call; a connection that fails is status 0, as a client would see nothing at all. */
export async function call<B = any>(
  gateway: string,
  method: string,
  path: string,
  body?: unknown,
  { token, headers = {}, raw, begins }: CallOptions = {},
): Promise<Answer<B>> {
  const request = fetch(gateway + path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const response = await request.catch(() => null);
  if (!response) return { status: 0, body: undefined as B, headers: new Headers() };
  const text = await (begins && response.ok ? beginningOf(response) : response.text()).catch(() => '');
  const json = response.headers.get('content-type')?.includes('json') && text !== '';
  return { status: response.status, body: (json ? JSON.parse(text) : text) as B, headers: response.headers };
}

async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}
