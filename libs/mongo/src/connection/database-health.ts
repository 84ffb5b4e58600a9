import type { Connection } from 'mongoose';
import { DueQuestions } from './due-questions.js';
import { refuseOverdue } from './operations.js';

/** A little longer than what lies between two looks of sweeps that rest. */
const AS_GOOD_AS_A_PING_MS = 4_500;

/**
 * Throws while the database cannot be used. What it has answered to the sweeps of late is taken for a ping: at rest a check
 * then costs it nothing, and one that dies or stands still is noticed that much later.
 */
export async function checkDatabase(
  connection: Connection,
  asGoodAsAPingMs = AS_GOOD_AS_A_PING_MS,
): Promise<void> {
  refuseOverdue();
  if (DueQuestions.of(connection).answeredWithin(asGoodAsAPingMs)) return;
  if (!connection.db) throw new Error('The MongoDB connection has been closed.');
  await connection.db.command({ ping: 1 });
}
