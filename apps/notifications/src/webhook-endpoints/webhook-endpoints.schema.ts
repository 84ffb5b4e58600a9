import { commandsField, defineCollection, type DoneCommand, type Stored } from '@seatkeeper/mongo';

export interface StoredSecret {
  /** Opens only for its endpoint, and with the keys of the settings. */
  sealed: string;
  createdAt: Date;
  /** Until when one that was replaced signs too. */
  expiresAt?: Date;
}

/** An address of an account to which events are sent. */
export interface StoredEndpoint extends Stored {
  url: string;
  description: string | null;
  /** Null: all. */
  events: string[] | null;
  state: 'enabled' | 'disabled';
  disabled?: { at: Date; reason: 'wanted' | 'gone' | 'failing' };
  /** The first failure since something arrived last. */
  failingSince?: Date;
  /** The newest first. */
  secrets: StoredSecret[];
  /** Which of the account's places for endpoints it has: a number nobody else has at the same time. */
  place?: number;
  /** False once it is deleted; it is kept until its events are out. */
  live: boolean;
  commands?: DoneCommand[];
  createdAt: Date;
  updatedAt: Date;
  purgeAt?: Date;
}

export const webhookEndpoints = defineCollection<StoredEndpoint>({
  name: 'webhook-endpoints',
  fields: {
    url: { type: String, required: true },
    description: { type: String, default: null },
    events: { type: [String], default: null },
    state: { type: String, enum: ['enabled', 'disabled'], required: true },
    disabled: { at: Date, reason: String },
    failingSince: { type: Date },
    secrets: [{ sealed: String, createdAt: Date, expiresAt: Date }],
    place: { type: Number },
    live: { type: Boolean, required: true },
    commands: commandsField,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    purgeAt: { type: Date },
  },
  indexes: [
    {
      name: 'one-endpoint-per-place',
      keys: { accountId: 1, place: 1 },
      unique: true,
      where: { place: { $exists: true } },
    },
    { name: 'kept-long-enough', keys: { purgeAt: 1 }, ttlSeconds: 0 },
  ],
});
