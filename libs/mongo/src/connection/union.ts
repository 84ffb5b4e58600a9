/** A pipeline and the collection it is about. */
export interface Part<S> {
  readonly collection: string;
  readonly pipeline: readonly S[];
}

/** Several pipelines as one, for the collection of the first: what each of them finds comes one after the other. */
export const unionOf = <S extends object>([first, ...others]: readonly Part<S>[]): object[] => [
  ...(first?.pipeline ?? []),
  ...others.map(({ collection: coll, pipeline }) => ({ $unionWith: { coll, pipeline } })),
];
