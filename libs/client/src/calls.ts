import type { FetchOptions } from 'openapi-fetch';
import type {
  FilterKeys,
  HttpMethod,
  MediaType,
  PathsWithMethod,
  RequiredKeysOf,
  ResponseObjectMap,
  SuccessResponse,
} from 'openapi-typescript-helpers';
import type { paths } from './generated/api.js';

/** The addresses that know a method. */
export type PathOf<Method extends HttpMethod> = PathsWithMethod<paths, Method>;

/** What every call may say. */
export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What a call takes: `params` (with `path`, `query` and `header`) and `body`, as far as its address has them. */
export type Parts<Path extends PathOf<Method>, Method extends HttpMethod> = Pick<
  FetchOptions<FilterKeys<paths[Path], Method>>,
  'params' | 'body'
> &
  CallOptions;

/** What a call takes as its body. */
export type Body<Path extends PathOf<Method>, Method extends HttpMethod> =
  Parts<Path, Method> extends { body?: infer Said } ? NonNullable<Said> : never;

/** Left out where nothing in it is needed. */
export type Init<Said> = RequiredKeysOf<Said> extends never ? [parts?: Said] : [parts: Said];

/** What a call answers with when it succeeds; undefined where that has no body. */
export type Answer<Path extends PathOf<Method>, Method extends HttpMethod> = OrUndefined<
  AsJson<SuccessResponse<ResponseObjectMap<NonNullable<paths[Path][Method & keyof paths[Path]]>>, MediaType>>
>;

/** Where there is a choice, a call is answered in JSON: what else there is can be had by `file`. */
type AsJson<T> = [Exclude<T, string>] extends [never] ? T : Exclude<T, string>;

type OrUndefined<T> = [T] extends [never] ? undefined : T;

/** A call of one method, at an address as the reference of the API writes it. Rejects with a Problem. */
export type Call<Method extends HttpMethod> = <
  Path extends PathOf<Method>,
  // A parameter of its own, so that it is known before it is decided whether it may be left out.
  Said extends Parts<Path, Method>,
>(
  path: Path,
  ...init: Init<Said>
) => Promise<Answer<Path, Method>>;

/** The addresses that answer with a page of a list. */
export type ListPath = {
  [Path in PathOf<'get'>]: Answer<Path, 'get'> extends { items: unknown[]; nextCursor: string | null }
    ? Path
    : never;
}[PathOf<'get'>];

export type Item<Path extends ListPath> =
  Answer<Path, 'get'> extends { items: (infer Entry)[] } ? Entry : never;
