import { Fault, type FaultCode } from '@seatkeeper/contracts';

/** What stands against a leaving and may be gone when it is done: shown. Anything else is refused by a preview as by the act. */
const SHOWN: readonly FaultCode[] = [
  'last-global-admin',
  'wrong-status',
  'proof-required',
  'user-busy',
  'too-much-drift',
  'username-taken',
];

/**
 * What the rules would refuse now. Of the last global admin it is said to everybody that they are: what else there is, only to whom
 * `mayLook` lets through.
 */
export async function shownRefusals(
  rules: () => Promise<unknown>,
  mayLook: () => Promise<void>,
): Promise<{ code: FaultCode; detail: string }[]> {
  try {
    await rules();
    return [];
  } catch (error) {
    if (!(error instanceof Fault) || !SHOWN.includes(error.code)) throw error;
    await mayLook();
    return [{ code: error.code, detail: error.message }];
  }
}
