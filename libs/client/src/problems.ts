import type { components } from './generated/api.js';

type ProblemBody = components['schemas']['Problem'];

/** The codes of docs/reference/problems.md. A newer gateway may answer with others. */
export type ProblemCode = ProblemBody['code'];

/** What the gateway refused, or could not do: the problem (RFC 9457) of its answer. */
export class Problem extends Error {
  /** `unreadable-answer` where something before the gateway answered, which sends no problems. */
  readonly code: ProblemCode | 'unreadable-answer';
  readonly status: number;
  /** What is wrong with which field, where the code is `validation-failed`. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** By which the gateway's operators find what happened; empty in an unreadable answer. */
  readonly requestId: string;
  /** Seconds after which to try again, where the answer says so. */
  readonly retryAfter: number | undefined;
  /** What else the problem says, such as `purchased` and `used` of `no-free-seat`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(body: ProblemBody | undefined, answer: { status: number; retryAfter?: number; text?: string }) {
    super(body?.detail ?? `The answer with status ${answer.status} is no problem: ${answer.text ?? ''}`);
    this.name = 'Problem';
    this.code = body?.code ?? 'unreadable-answer';
    this.status = answer.status;
    this.errors = body?.errors ?? [];
    this.requestId = body?.requestId ?? '';
    this.retryAfter = answer.retryAfter;
    this.members = body ?? {};
  }
}

/** No answer came, or not all of it: whether the gateway has done what it was asked for is not known. */
export class NoAnswer extends Error {
  constructor(call: string, cause: unknown) {
    super(`No answer to ${call}: ${told(cause)}`, { cause });
    this.name = 'NoAnswer';
  }
}

/** `fetch` itself says only that it failed; why is in the cause of its error. */
function told(error: unknown): string {
  if (!(error instanceof Object) || !('message' in error)) return String(error);
  const { message, cause } = error as { message: string; cause?: unknown };
  return cause === undefined ? message : `${message} (${told(cause)})`;
}

/** The problem of an answer that refuses. `body` is what was read of it: JSON already parsed, or text. */
export function problemOf(response: Response, body: unknown): Problem {
  const retryAfter = retryAfterOf(response);
  const answer = { status: response.status, ...(retryAfter !== undefined && { retryAfter }) };
  if (response.headers.get('content-type')?.startsWith('application/problem+json'))
    return new Problem(body as ProblemBody, answer);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Problem(undefined, { ...answer, text: text.slice(0, 200) });
}

/** Seconds. */
function retryAfterOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
