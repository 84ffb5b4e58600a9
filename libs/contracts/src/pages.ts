import { z } from 'zod';

export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;
/** Above this many matches a list may leave `total` out unless `count=exact` asks for it. */
export const CHEAP_TOTAL = 10_000;

/** Which part of a list is wanted. `cursor` is the `nextCursor` of the page before, and brings along what the first page counted. */
export const PageRequest = z.object({
  limit: z.int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT_DEFAULT),
  cursor: z.string().max(1_000).optional(),
  count: z.enum(['exact']).optional(),
});
export type PageRequest = z.infer<typeof PageRequest>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.int().optional(),
  });

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number | undefined;
}

/** Checks `field,-other` against the columns a list can be sorted by, and those by which it can be sorted when they stand alone. */
export const sortOf = <C extends string>(
  columns: readonly [C, ...C[]],
  other?: { readonly alone: RegExp; readonly words: string },
) =>
  z
    .string()
    .max(200)
    .refine(
      (text) =>
        text.split(',').every((part) => (columns as readonly string[]).includes(part.replace(/^-/, ''))) ||
        other?.alone.test(text.replace(/^-/, '')),
      `Sort by ${columns.join(', ')}${other ? `, ${other.words}` : ''}; a minus sign before a field turns its order round`,
    );
