import { readFileSync } from 'node:fs';
import type { Environment, StackOptions } from '../../early/options.mjs';

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

/** The id of the account that was signed up for them; null before. */
export function keptOperators(file: string): string | null {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { account: string }).account;
  } catch {
    return null;
  }
}
