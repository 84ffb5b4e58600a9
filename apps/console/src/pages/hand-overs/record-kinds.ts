import type { Answer } from '@seatkeeper/client';

type Types = Answer<'/v1/record-types', 'get'>['items'];

/** Records of one type that name somebody in one field, the owner if none is said. */
export interface OfRecords {
  readonly type: string;
  readonly field?: string | undefined;
}

/**
 * What they are, with the field where it is not the owner. Both are words of the connected systems: a field is called as its type
 * says, and by its key where the type is no longer registered, or who looks may not read of it.
 */
export function kindOf({ type, field }: OfRecords, types: Types = []): string {
  if (field === undefined) return type;
  const fields = types.find((one) => one.type === type)?.fields ?? [];
  return `${type} · ${fields.find(({ key }) => key === field)?.label ?? field}`;
}
