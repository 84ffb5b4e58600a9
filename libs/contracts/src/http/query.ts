import { z } from 'zod';
import { PAGE_LIMIT_DEFAULT, PAGE_LIMIT_MAX, type PageRequest } from '../pages.js';

/** Query parameters arrive as text. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'Expected a number')
    .transform(Number)
    .pipe(z.int().min(min, `From ${min} to ${max}`).max(max, `From ${min} to ${max}`))
    .meta({ type: 'integer', minimum: min, maximum: max });

export const listQuery = {
  limit: wholeNumber(1, PAGE_LIMIT_MAX)
    .optional()
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: PAGE_LIMIT_MAX,
      description: `Items of a page; ${PAGE_LIMIT_DEFAULT} if left out`,
    }),
  cursor: z.string().max(1_000).optional().describe('The `nextCursor` of the page before'),
  count: z
    .literal('exact')
    .optional()
    .describe(
      'Asks for `total` above 10,000 too; it is counted with the first page, and later ones repeat it',
    ),
};

export const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .meta({ type: 'boolean' });

/** One value or several, with commas between them. */
export const anyOf = <T extends Record<string, string>>(known: z.ZodEnum<T>) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(',').map((value) => value.trim()))
    .pipe(z.array(z.enum(known.enum, `Expected any of ${known.options.join(', ')}`)))
    .meta({ type: 'string', description: `Any of ${known.options.join(', ')}, with commas between them` });

/** The part of a query that says which page is wanted. */
export const pageFrom = (query: {
  limit?: number | undefined;
  cursor?: string | undefined;
  count?: 'exact' | undefined;
}): PageRequest => ({ limit: query.limit ?? PAGE_LIMIT_DEFAULT, cursor: query.cursor, count: query.count });
