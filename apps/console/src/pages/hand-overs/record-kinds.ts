/** Records of one type that name somebody in one field, the owner if none is said. */
export interface OfRecords {
  readonly type: string;
  readonly field?: string | undefined;
}

/** What they are, with the field where it is not the owner. Both are words of the connected systems. */
export const kindOf = ({ type, field }: OfRecords): string =>
  field === undefined ? type : `${type} · ${field}`;
