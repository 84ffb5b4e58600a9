import { ownerOf, type Tokens } from '@seatkeeper/client';

/**
 * What to tell of tokens so that nobody is shown what somebody else has asked for in the same tab: `forget` is called when they are
 * of another owner than those before, and before anything is asked for by them.
 */
export function forgettingOthers(forget: () => void): (tokens: Tokens | null) => void {
  let owner: string | undefined;
  return (tokens) => {
    // The same person may go on after the end.
    if (!tokens) return;
    const next = ownerOf(tokens);
    if (next === undefined || next !== owner) forget();
    owner = next;
  };
}
