import type { StackInfo } from '@seatkeeper/stack';
import type { Chance } from '../chance.js';
import type { Part } from '../faults/faults.js';
import type { Answer } from '../work/caller.js';
import type { Firm, Person } from '../work/firm.js';
import type { Traffic } from '../work/traffic.js';

/** Where an act is done. */
export interface Scene {
  readonly firm: Firm;
  readonly chance: Chance;
  readonly traffic: Traffic;
  /** Addresses, which stay the same while the stack runs. */
  readonly info: StackInfo;
}

/** One thing that customers do. */
export interface Act {
  readonly name: string;
  /** How often it is done beside the others. */
  readonly weight: number;
  /** Left out where it would race for seats that another act has to be sure of. */
  readonly onlyWherePlenty?: boolean;
  /** False when nobody is there to whom it could be done. Throws what nobody should have been answered. */
  try(scene: Scene): Promise<boolean>;
}

/** An answer that no rule explains. */
export class Unexpected extends Error {}

interface Asked {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object | string;
  readonly contentType?: string;
  readonly also?: readonly Part[];
  /** Codes of refusals that are as good an answer as success. */
  readonly refusals?: readonly string[];
  /** What was deleted by a try that nobody answered is not there when it is to be deleted again. */
  readonly deletes?: boolean;
}

/** Calls as the admin: the body of a success, or null for a refusal that may be. */
export async function ask<B = Record<string, unknown>>(
  firm: Firm,
  { what, method, path, refusals = [], deletes = false, ...more }: Asked,
): Promise<B | null> {
  const answer = await firm.call<B>(what, method, path, more);
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  if (refusals.includes(codeOf(answer) ?? '')) return null;
  if (deletes && answer.afterDoubt && answer.status === 404) return null;
  throw unexpected(what, path, answer);
}

export const codeOf = (answer: Answer<unknown>): string | undefined =>
  (answer.body as { code?: string }).code;

export const unexpected = (
  what: string,
  path: string,
  { status, body, afterDoubt }: Answer<unknown>,
): Unexpected =>
  new Unexpected(
    `${what}, ${path}: ${status} ${JSON.stringify(body)}${afterDoubt ? ', after a try that nobody answered' : ''}`,
  );

/** Does something to somebody, who is busy until then, or until all is at rest. */
export async function upon(
  { firm, chance }: Scene,
  where: (person: Person) => boolean,
  act: (person: Person) => Promise<void | 'until rest'>,
): Promise<boolean> {
  const person = firm.take(chance, where);
  if (!person) return false;
  try {
    const busy = await act(person);
    if (busy === 'until rest') firm.atRest.push(() => (person.busy = false));
    else person.busy = false;
  } catch (error) {
    // Nobody knows any more what they are: they stay busy, and nothing is expected of them.
    person.isUnsure = true;
    throw error;
  }
  return true;
}

export function noteAct(person: Person, action: string): void {
  person.acts[action] = (person.acts[action] ?? 0) + 1;
}
