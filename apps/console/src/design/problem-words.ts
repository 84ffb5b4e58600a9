import { NoAnswer, Problem } from '@seatkeeper/client';

/** What is said of something that went wrong: a text of the catalogue, with what belongs into it. */
export interface Told {
  readonly id: string;
  readonly more: readonly {
    readonly id: string;
    readonly values: Readonly<Record<string, string | number>>;
  }[];
  readonly requestId: string;
  /** The server's own words, which are English; for whoever wants to know all. */
  readonly detail: string;
}

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Tells a problem by its code. `known` are the ids of the catalogue: a newer server may send other codes. */
export function tellProblem(error: unknown, known: ReadonlySet<string> | ((id: string) => boolean)): Told {
  const has = typeof known === 'function' ? known : (id: string) => known.has(id);
  const as = (code: string) => (has(`problems.${code}`) ? `problems.${code}` : 'problems.unknown');
  if (error instanceof NoAnswer)
    return { id: as('no-answer'), more: [], requestId: '', detail: error.message };
  if (!(error instanceof Problem))
    return {
      id: as('unknown'),
      more: [],
      requestId: '',
      detail: error instanceof Error ? error.message : String(error),
    };
  const more = [];
  const { product, purchased, used, permission } = error.members;
  const [bought, taken] = [number(purchased), number(used)];
  if (error.code === 'no-free-seat' && typeof product === 'string' && bought !== null && taken !== null)
    more.push({ id: 'problems.noSeat', values: { product, purchased: bought, used: taken } });
  if (error.code === 'forbidden' && typeof permission === 'string')
    more.push({ id: 'problems.permission', values: { permission } });
  if (error.retryAfter !== undefined && error.retryAfter > 0)
    more.push({ id: 'problems.wait', values: { seconds: error.retryAfter } });
  return { id: as(error.code), more, requestId: error.requestId, detail: error.message };
}

/** The problem's errors by field, as React Aria's forms take them: the path names the field, or its first step does. */
export function fieldErrorsOf(
  error: unknown,
  words: (message: string) => string = (message) => message,
): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  const found: Record<string, string> = {};
  for (const { path, message } of error.errors) {
    const whole = path.replace(/^body\./, '');
    found[whole] ??= words(message);
    found[/^[^.[]*/.exec(whole)?.[0] ?? ''] ??= words(message);
  }
  return found;
}
