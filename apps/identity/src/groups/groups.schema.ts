import type { Permission } from '@seatkeeper/contracts';
import { commandsField, defineCollection, type DoneCommand, type Stored } from '@seatkeeper/mongo';

export interface StoredGroup extends Stored {
  name: string;
  /** The name as it is compared and sorted. */
  nameKey: string;
  permissions: Permission[];
  /** Who administers the people of the group. Absent in groups from before there were any. */
  managers?: string[];
  /** Absent while it is everybody's choice. */
  secondFactor?: 'optional' | 'required';
  /** As what the identity provider knows the group that fills it. */
  externalId?: string;
  /** False from the moment it is deleted until nobody is a member any more; then the document goes too. */
  live: boolean;
  /** The command that deleted it, so that one that comes again is known to be done. */
  commands?: DoneCommand[];
  createdAt: Date;
  updatedAt: Date;
}

export const groups = defineCollection<StoredGroup>({
  name: 'groups',
  fields: {
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    permissions: { type: [String], required: true },
    managers: { type: [String], default: undefined },
    secondFactor: { type: String },
    externalId: { type: String },
    live: { type: Boolean, required: true },
    commands: commandsField,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  indexes: [
    {
      name: 'one-live-group-per-name',
      keys: { accountId: 1, nameKey: 1 },
      unique: true,
      where: { live: true },
    },
    {
      name: 'one-group-per-external-id',
      keys: { accountId: 1, externalId: 1 },
      unique: true,
      where: { externalId: { $exists: true } },
    },
    { name: 'groups-by-name', keys: { accountId: 1, live: 1, nameKey: 1, _id: 1 } },
    {
      name: 'groups-that-demand-a-factor',
      keys: { accountId: 1, _id: 1 },
      where: { secondFactor: 'required' },
    },
    { name: 'groups-by-manager', keys: { accountId: 1, managers: 1, _id: 1 } },
    { name: 'deleted-groups', keys: { updatedAt: 1 }, where: { live: false } },
  ],
});
