import { readFileSync } from 'node:fs';
import type { Environment, StackOptions } from '../../early/options.mjs';
import { writeAtomically } from '../folder/write-atomically.js';
import type { Note } from '../progress.js';
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
 * Whether a stack has operators of its own. They could do everything to all accounts by a password that everybody knows: so only
 * where the demo firm is, where nothing but this machine reaches the gateway, and where it is neither said whose account it is
 * (`OPERATOR_ACCOUNT`) nor that this is production (`NODE_ENV`).
 */
export const hasDemoOperators = (
  { seed, gatewayPort }: Pick<StackOptions, 'seed' | 'gatewayPort'>,
  environment: Environment,
): boolean =>
  seed === 'demo' &&
  (environment['PUBLIC_URL'] || gatewayHere(gatewayPort)) === gatewayHere(gatewayPort) &&
  (environment['HOST'] || '127.0.0.1') === '127.0.0.1' &&
  !environment['OPERATOR_ACCOUNT'] &&
  environment['NODE_ENV'] !== 'production';

const gatewayHere = (port: number): string => `http://127.0.0.1:${port}`;

/** What identity is told of the operators at each of its starts; nothing before they were signed up. */
export function operatorsOfThisStart(file: string): Record<string, string> {
  const id = keptOperators(file);
  return id === null ? {} : { OPERATOR_ACCOUNT: id };
}

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

function keptOperators(file: string): string | null {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { account: string }).account;
  } catch {
    return null;
  }
}
