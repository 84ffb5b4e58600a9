import type { StoredUser } from './users.schema.js';

/** A driver gives fewer commands than this about its user: a handful. */
const COMMANDS_A_DRIVER = 100;

/**
 * The fence of a command about a user: it grows with every driver of a flow of this user, whose lease counts with the
 * version, and with every command of one driver. Who is removed before they came to be, and is created again under the
 * same id, begins later than they ended; so the moment of the first write is the base.
 */
export const fenceOf = (
  { createdAt }: Pick<StoredUser, 'createdAt'>,
  version: number,
  nth = COMMANDS_A_DRIVER - 1,
): number => createdAt.getTime() + version * COMMANDS_A_DRIVER + nth;
