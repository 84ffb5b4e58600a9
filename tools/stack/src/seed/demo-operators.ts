import { writeAtomically } from '../folder/write-atomically.js';
import type { Note } from '../progress.js';
import { keptOperators } from '../services/operators.js';
import type { StackInfo } from '../stack-info.js';
import { type DemoAccount, openDemoAccount } from './demo-account.js';

/** The vendor of the demonstration: its founder serves all accounts. Everybody knows the password, see `hasDemoOperators`. */
export const DEMO_OPERATORS = {
  name: 'Seatkeeper Operators',
  slug: 'demo-operators',
  admin: {
    username: 'oscar.vance@demo-operators.example',
    firstName: 'Oscar',
    lastName: 'Vance',
    password: 'serves-every-demo-firm',
  },
} as const satisfies DemoAccount;

/**
 * Signs the operators up where they are not, and has identity started again when it does not know their account yet: its id is
 * drawn, and a setting. Once per folder, and after their database was lost.
 */
export async function seedDemoOperators(
  file: string,
  stack: StackInfo,
  { note, signal }: { note: Note; signal: AbortSignal },
  restartIdentity: () => Promise<void>,
): Promise<void> {
  const api = await openDemoAccount(DEMO_OPERATORS, stack, note, signal);
  const { id } = await api.get<{ id: string }>('/v1/account');
  if (keptOperators(file) === id) return;
  writeAtomically(file, `${JSON.stringify({ account: id })}\n`);
  note('identity starts again: it knows now who the operators are');
  await restartIdentity();
}
