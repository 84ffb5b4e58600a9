import type { Problem } from '@seatkeeper/client';

/** Who of those named could not come in while the provider is away, as a refusal tells: by their place in the list. */
export const unfitIn = ({ errors }: Pick<Problem, 'errors'>, exempt: readonly string[]): readonly string[] =>
  errors.flatMap(({ path }) => {
    const [, at] = /enforcement\.exempt\[(\d+)\]/.exec(path) ?? [];
    const id = at === undefined ? undefined : exempt[Number(at)];
    return id === undefined ? [] : [id];
  });
