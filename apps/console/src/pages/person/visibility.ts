import type { Person } from '../people/person-acts.js';

type Visibility = Person['visibility'];
export const KINDS = ['everyone', 'team', 'users', 'self'] as const;
export type VisibilityKind = (typeof KINDS)[number];

export const kindOf = (visibility: Visibility): VisibilityKind =>
  typeof visibility === 'object' ? 'users' : visibility;

export const listedIn = (visibility: Visibility): string[] =>
  typeof visibility === 'object' ? [...visibility.users] : [];

export const visibilityFrom = (kind: VisibilityKind, listed: readonly string[]): Visibility =>
  kind === 'users' ? { users: [...listed] } : kind;
