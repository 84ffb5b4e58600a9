interface Place {
  readonly pathname: string;
  readonly search: object;
}

/** What the address of the list of people says when somebody is looked at: a list that is open keeps its filters and its order. */
export function searchWithPerson({ pathname, search }: Place, person: string): { readonly person: string } {
  return pathname === '/people' ? { ...search, person } : { person };
}
