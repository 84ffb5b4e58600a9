import { z } from 'zod';
import { closest } from './spelling.js';

/** One invalid field: where it is (`admin.username`, `items[2].to`) and what is wrong with it. */
export const FieldError = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Whoever sends more unknown names than this has not misspelt them. */
const MOST_HINTS = 20;

/** Which names an object takes is forgotten once its issues are made, so what may be meant is said as they are. */
z.config({
  customError: (issue) => {
    if (issue.code !== 'unrecognized_keys') return undefined;
    const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
    return issue.keys
      .map((key, index) => unknownField(index < MOST_HINTS ? closest(key, known) : undefined))
      .join('\n');
  },
});

const unknownField = (meant: string | undefined): string =>
  `This field is not known${meant === undefined ? '' : `; did you mean ${meant}?`}`;

/** The issues of a failed schema as paths a caller can find in what was sent. */
export function fieldErrors(error: z.ZodError, at: Path = []): FieldError[] {
  return error.issues.flatMap((issue) => errorsOf(issue, at));
}

/** All of them as one sentence, for those who show nothing else: `lastName: This field is required (and 2 more).` */
export function firstOf(errors: readonly FieldError[]): string | undefined {
  const [first, ...others] = errors;
  if (!first) return undefined;
  const where = first.path === '' ? '' : `${first.path}: `;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const [message, end] = /[.?!]$/.test(first.message)
    ? [first.message.slice(0, -1), first.message.slice(-1)]
    : [first.message, '.'];
  return `${where}${message}${more}${end}`;
}

function errorsOf(issue: Issue, at: Path): FieldError[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const messages = issue.message.split('\n');
    return issue.keys.map((key, index) => ({
      path: pathText([...path, key]),
      message: messages[index] ?? unknownField(undefined),
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionErrors(issue.errors, path);
  return [{ path: pathText(path), message: messageOf(issue) }];
}

/** What zod says by itself is written for its developers; what a contract says is left as it is. */
function messageOf(issue: Issue): string {
  const { message } = issue;
  if (!/^(Invalid|Too)\b/.test(message)) return message;
  switch (issue.code) {
    case 'invalid_type':
      if (isMissing(issue)) return 'This field is required';
      return message.replace(/^Invalid input: expected (.+), received (.+)$/, 'Expected $1, not $2');
    case 'invalid_value':
      return `Expected ${orOf(issue.values.map(String))}`;
    case 'too_small':
      return `At least ${issue.minimum}${unitOf(issue)}`;
    case 'too_big':
      return `At most ${issue.maximum}${unitOf(issue)}`;
    default:
      return message;
  }
}

const unitOf = ({ origin }: { origin: string }): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' of them' : '';

/**
 * Of a value that may have several forms: what it may be, if it is none of them at all; the names of which one is
 * needed, if it has none; else what is wrong with the form that it is nearest to.
 */
function unionErrors(forms: readonly (readonly Issue[])[], path: Path): FieldError[] {
  const wholes = forms.map((issues) => issues.find((issue) => issue.path.length === 0));
  if (wholes.every((issue) => issue?.code === 'invalid_type' || issue?.code === 'invalid_value'))
    return [{ path: pathText(path), message: noneOf(wholes.filter((issue) => issue !== undefined)) }];
  if (forms.every((issues) => issues.every(isMissing))) {
    const names = forms.map((issues) => issues.map((issue) => pathText(issue.path)).join(' and '));
    return [{ path: pathText(path), message: `Expected ${orOf([...new Set(names)])}` }];
  }
  const [nearest = []] = forms.toSorted((one, other) => distanceOf(one) - distanceOf(other));
  return nearest.flatMap((issue) => errorsOf(issue, path));
}

function noneOf(issues: readonly Issue[]): string {
  const expected = issues.flatMap((issue) =>
    issue.code === 'invalid_type'
      ? [issue.expected]
      : issue.code === 'invalid_value'
        ? issue.values.map(String)
        : [],
  );
  const received = issues
    .map(({ message }) => /received (.+)$/.exec(message)?.[1])
    .find((type) => type !== undefined);
  if (received === 'undefined') return 'This field is required';
  return `Expected ${orOf([...new Set<string>(expected)])}${received === undefined ? '' : `, not ${received}`}`;
}

/** A form of which the whole is wrong is farther than one of which fields are; unknown fields count as each one. */
const distanceOf = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, issue) =>
      sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : issue.path.length === 0 ? 100 : 1),
    0,
  );

const isMissing = (issue: Issue): boolean =>
  issue.code === 'invalid_type' && issue.message.endsWith('received undefined');

const orOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${String(step)}` : String(step),
    '',
  );
