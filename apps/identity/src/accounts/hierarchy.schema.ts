import type { IndexSpec } from '@seatkeeper/mongo';

/** An offer lies in the account that it is made to: so the one write that accepts it also sees that it is still there. */
export interface ParentOffer {
  id: string;
  /** Who would be right above. */
  parentId: string;
  madeAt: Date;
  until: Date;
  /** Since it was withdrawn or declined: for a day the same account is not asked again by the same one. */
  endedAt?: Date;
}

/** Somebody is about to put the account below another. While it is there, whoever climbs past it waits. */
export interface Placing {
  id: string;
  /** From then on anybody may take it away, and whoever set it writes nothing any more. */
  until: Date;
}

/** The place of an account in a hierarchy. Where there is no `parentId` it stands alone, or on top. */
export interface PlaceInHierarchy {
  parentId?: string;
  parentSince?: Date;
  /** The offer by which it came there: accepted again, it is answered as before. */
  acceptedOffer?: string;
  parentOffers?: ParentOffer[];
  placing?: Placing;
}

export const hierarchyFields = {
  parentId: { type: String },
  parentSince: { type: Date },
  acceptedOffer: { type: String },
  parentOffers: {
    type: [{ _id: false, id: String, parentId: String, madeAt: Date, until: Date, endedAt: Date }],
    default: undefined,
  },
  placing: { type: { id: String, until: Date } },
};

export const hierarchyIndexes: readonly IndexSpec[] = [
  { name: 'by-parent', keys: { parentId: 1 }, where: { parentId: { $exists: true } } },
  {
    name: 'by-offer',
    keys: { 'parentOffers.parentId': 1 },
    where: { 'parentOffers.parentId': { $exists: true } },
  },
];
