import type { SharedItem } from './shared-item-queries.js';

/** What a form holds of a thing that can be shared. */
export interface ItemDraft {
  readonly kind: string;
  readonly externalId: string;
  readonly name: string;
  readonly groups: readonly string[];
}

export const NEW_ITEM: SharedItem = {
  id: '',
  kind: '',
  externalId: '',
  name: '',
  groups: [],
  createdAt: '',
  updatedAt: '',
  version: 0,
};

/** Groups in one order: the same ones chosen in another are no change. */
export const draftOfItem = ({ kind, externalId, name, groups }: SharedItem): ItemDraft => ({
  kind,
  externalId,
  name,
  groups: groups.toSorted(),
});

/** A kind is a word of the system that has the thing; as the API takes it. */
export const isKind = (kind: string): boolean => /^[a-z][a-z0-9-]{0,39}$/.test(kind);

export const newItemOf = ({ kind, externalId, name, groups }: ItemDraft) => ({
  kind: kind.trim(),
  externalId: externalId.trim(),
  name: name.trim(),
  groups: [...groups],
});

/** What a save has to say of what was changed; kind and external id never do. */
export const itemChanges = ({ name, groups }: Partial<ItemDraft>) => ({
  ...(name !== undefined && { name: name.trim() }),
  ...(groups && { groups: [...groups] }),
});
