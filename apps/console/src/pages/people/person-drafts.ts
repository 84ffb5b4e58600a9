import type { Person } from './person-acts.js';

export const FIELDS = [
  'firstName',
  'lastName',
  'email',
  'title',
  'offices',
  'department',
  'seniority',
] as const;

/** A person as a form of texts; offices have commas between them. */
export type Draft = Readonly<Record<(typeof FIELDS)[number], string>>;

export function draftOf(
  person: Pick<Person, 'firstName' | 'lastName' | 'email' | 'title' | 'offices' | 'department' | 'seniority'>,
): Draft {
  const { firstName, lastName, email, title, offices, department, seniority } = person;
  return {
    firstName,
    lastName,
    email,
    title: title ?? '',
    offices: offices.join(', '),
    department: department ?? '',
    seniority: seniority ?? '',
  };
}

export interface Changes {
  firstName?: string;
  lastName?: string;
  email?: string;
  title?: string | null;
  offices?: string[];
  department?: string | null;
  seniority?: string | null;
}

/** What a save has to say: only what differs, so that nothing that others changed meanwhile is put back. */
export function changesOf(before: Draft, after: Draft): Changes {
  const changes: Changes = {};
  for (const field of FIELDS) {
    const said = after[field].trim();
    if (said === before[field].trim()) continue;
    if (field === 'offices')
      changes.offices = said
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);
    else if (field === 'firstName' || field === 'lastName' || field === 'email') changes[field] = said;
    else changes[field] = said === '' ? null : said;
  }
  return changes;
}
