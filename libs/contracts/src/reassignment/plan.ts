import { z } from 'zod';
import { UserId } from '../ids.js';
import { line, UserStatus } from '../people.js';

export const RecordType = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Lower-case letters, digits and hyphens, such as calendar-event');
/** What a field of records that names a user is called where programs name it; it never changes. */
export const RecordFieldKey = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'Letters and digits, a small letter first, such as secondOwner');
/** The field that every record has. */
export const OWNER_FIELD = 'owner';
export const ExternalId = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => !/[\p{Cc}\p{Cs}]/u.test(id), 'No control characters or broken ones');

/** Half of a surrogate pair cannot be stored: two different texts would become one. */
const whole = (text: string) => !/\p{Cs}/u.test(text);
export const RecordTitle = line(500).refine(whole, 'Holds a broken character');
export const Tag = line(60).refine(whole, 'Holds a broken character');

/** Which records of the owner are meant; everything, when empty. A record matches if it has any of the tags. */
export const RecordFilter = z.strictObject({
  types: z.array(RecordType).min(1).max(50).optional(),
  tags: z.array(Tag).min(1).max(50).optional(),
  closed: z.boolean().optional(),
});
export type RecordFilter = z.infer<typeof RecordFilter>;

const Share = z.strictObject({ to: UserId, weight: z.int().min(1).max(1_000).default(1) });

/** Who gets the records: one user, several by weights, or by type with a default for the rest. */
export const Distribution = z
  .strictObject({
    to: UserId.optional(),
    split: z
      .array(z.union([UserId.transform((to) => ({ to, weight: 1 })), Share]))
      .min(2, 'Name at least two')
      .max(50)
      .refine((shares) => new Set(shares.map(({ to }) => to)).size === shares.length, 'Names a user twice')
      .optional(),
    rules: z
      .array(z.strictObject({ types: z.array(RecordType).min(1).max(50), to: UserId }))
      .min(1)
      .max(50)
      .optional(),
    filter: RecordFilter.optional(),
  })
  .refine(({ to, split }) => (to === undefined) !== (split === undefined), {
    message: 'Name either `to` or `split`; beside `rules` it says who gets the rest',
    path: ['to'],
  });
export type Distribution = z.infer<typeof Distribution>;

export const ReassignmentPlan = Distribution.safeExtend({ from: UserId });
export type ReassignmentPlan = z.infer<typeof ReassignmentPlan>;

/** Everybody a plan gives records to, and where it names them. */
export const targetsOf = ({ to, split = [], rules = [] }: Distribution): { path: string; id: string }[] => [
  ...(to === undefined ? [] : [{ path: 'to', id: to }]),
  ...split.map((share, n) => ({ path: `split[${n}].to`, id: share.to })),
  ...rules.map((rule, n) => ({ path: `rules[${n}].to`, id: rule.to })),
];

/** Everybody a plan names, each once. */
export const usersOf = (plan: ReassignmentPlan): string[] => [
  ...new Set([plan.from, ...targetsOf(plan).map(({ id }) => id)]),
];

/**
 * Those users of the account whom a plan names, as identity knows them: who is not among them is unknown. Identity
 * gives them along, because a question back would make the two services wait for each other.
 */
export const PlanUsers = z.array(z.object({ id: UserId, status: UserStatus })).max(102);
