import type { LeavingSearch, Way } from './leaving-search.js';

/** Who gets what, as it was chosen. */
export interface Handing {
  readonly way: Way;
  readonly to: readonly string[];
  /** By type; a type that is not there goes with the rest. */
  readonly types: Readonly<Record<string, string>>;
}

/** As the API takes it. */
export interface Plan {
  to?: string;
  split?: string[];
  rules?: { types: string[]; to: string }[];
}

export const handingOf = ({ way = 'one', to = '', types = '' }: LeavingSearch): Handing => ({
  way,
  to: to.split(',').filter(Boolean),
  types: Object.fromEntries(
    types
      .split(',')
      .map((pair) => pair.split(':'))
      .filter((pair): pair is [string, string] => pair.length === 2 && pair[1]!.startsWith('usr_')),
  ),
});

/** What the address says of a choice. */
export function searchOf({ way, to, types }: Handing): Pick<LeavingSearch, 'way' | 'to' | 'types'> {
  const pairs = Object.entries(types).map((pair) => pair.join(':'));
  return {
    way,
    ...(to.length > 0 && { to: to.join(',') }),
    ...(pairs.length > 0 && { types: pairs.join(',') }),
  };
}

export type HandingRefusal = 'who' | 'two' | 'rest' | 'self';

/** What is missing from a choice; null where it is a plan. */
export function refuseHanding({ way, to, types }: Handing, from: string): HandingRefusal | null {
  if (way === 'none') return null;
  if (to.includes(from) || (way === 'types' && Object.values(types).includes(from))) return 'self';
  if (way === 'split') return to.length < 2 ? 'two' : null;
  if (to.length === 0) return way === 'types' ? 'rest' : 'who';
  return null;
}

/** The plan of a choice that nothing is missing from; null where nothing is to move. */
export function planOf({ way, to, types }: Handing): Plan | null {
  const [first] = to;
  switch (way) {
    case 'none':
      return null;
    case 'split':
      return { split: [...to] };
    case 'one':
      return first === undefined ? null : { to: first };
    case 'types': {
      if (first === undefined) return null;
      const receivers = [...new Set(Object.values(types))];
      const rules = receivers.map((receiver) => ({
        types: Object.keys(types).filter((type) => types[type] === receiver),
        to: receiver,
      }));
      return { to: first, ...(rules.length > 0 && { rules }) };
    }
  }
}
