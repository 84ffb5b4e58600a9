import type { UnitKind } from '@seatkeeper/contracts';
import {
  commandsField,
  defineCollection,
  type DoneCommand,
  type Stored,
  moment,
  text,
  goesOnByItself,
  MINUTE_MS,
} from '@seatkeeper/mongo';

/** An office, a department or a seniority; they differ in their names and in that a seniority has a place. */
export interface StoredUnit extends Stored {
  kind: UnitKind;
  name: string;
  /** The name as it is compared and sorted. */
  nameKey: string;
  /** The place of a seniority, the first having the least; 0 for what is listed by name. */
  rank: number;
  /** False from the moment it is deleted until nobody refers to it any more; then the document goes too. */
  live: boolean;
  /** Which one took its place when it was deleted. */
  replacedBy?: string;
  /** The command that deleted it, so that one that comes again is known to be done. */
  commands?: DoneCommand[];
  /** When its users are to be looked at for copies of what it was called, or where it stood, before. */
  spreadAt?: Date;
  createdAt: Date;
  updatedAt: Date;
}

export const units = defineCollection<StoredUnit>({
  name: 'units',
  fields: {
    kind: text,
    name: text,
    nameKey: text,
    rank: { type: Number, required: true },
    live: { type: Boolean, required: true },
    replacedBy: { type: String },
    commands: commandsField,
    spreadAt: { type: Date },
    createdAt: moment,
    updatedAt: moment,
  },
  indexes: [
    {
      name: 'one-live-unit-per-name',
      keys: { accountId: 1, kind: 1, nameKey: 1 },
      unique: true,
      where: { live: true },
    },
    { name: 'units-by-name', keys: { accountId: 1, kind: 1, live: 1, nameKey: 1, _id: 1 } },
    { name: 'units-in-order', keys: { accountId: 1, kind: 1, live: 1, rank: 1, _id: 1 } },
    { name: 'deleted-units', keys: { updatedAt: 1 }, where: { live: false } },
    {
      name: 'units-to-spread',
      keys: { spreadAt: 1 },
      where: { spreadAt: { $exists: true } },
      awaited: { kind: 'changed units', lateMs: 5 * MINUTE_MS, remedy: goesOnByItself },
    },
  ],
});
