export const HOWS = ['offboard', 'replace'] as const;
export type How = (typeof HOWS)[number];

/** To whom records go: one, several in equal parts, each type to somebody, or to nobody. */
export const WAYS = ['one', 'split', 'types', 'none'] as const;
export type Way = (typeof WAYS)[number];

/** What the address of the guided act says: who leaves, how, and what was chosen so far. */
export interface LeavingSearch {
  readonly person?: string;
  readonly how?: How;
  readonly step?: 'check';
  readonly way?: Way;
  /** Who gets records, or takes the place; several with commas. */
  readonly to?: string;
  /** Who gets a type: `matter:usr_1,task:usr_2`. */
  readonly types?: string;
  readonly done?: true;
}

/** An address that somebody has typed: what makes no sense is left out. */
export function readLeavingSearch(search: Record<string, unknown>): LeavingSearch {
  const { person, how, step, way, to, types, done } = search;
  const id = (value: unknown, prefix: string): value is string =>
    typeof value === 'string' && value.startsWith(prefix);
  return {
    ...(id(person, 'usr_') && { person }),
    ...(HOWS.some((one) => one === how) && { how: how as How }),
    ...(step === 'check' && { step }),
    ...(WAYS.some((one) => one === way) && { way: way as Way }),
    ...(id(to, 'usr_') && { to }),
    ...(typeof types === 'string' && types !== '' && { types }),
    ...(done === true && { done }),
  };
}
