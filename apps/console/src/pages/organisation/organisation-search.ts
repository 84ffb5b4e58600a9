/** What people are filed under, and what they have besides the fields that everybody has. */
export const PARTS = ['office', 'department', 'seniority', 'field', 'shared-item', 'affiliate'] as const;
export type Part = (typeof PARTS)[number];

export interface OrganisationSearch {
  /** Left out, offices. */
  readonly part?: Exclude<Part, 'office'>;
}

/** An address that somebody has typed or an older console has made: what makes no sense is left out. */
export function readOrganisationSearch({ part }: Record<string, unknown>): OrganisationSearch {
  const known = PARTS.find((one) => one === part);
  return known === undefined || known === 'office' ? {} : { part: known };
}
