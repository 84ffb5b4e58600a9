import type { Tokens } from '@seatkeeper/client';

/**
 * Whether somebody is signed in: not known before the browser was asked, `expired` when it ended under the page, which
 * stays as it is until somebody signs in again, and `out` after signing out.
 */
export type SessionState =
  | { readonly is: 'unknown' }
  | { readonly is: 'out' }
  | { readonly is: 'expired' }
  | { readonly is: 'in'; readonly must: Must };

/** What has to be done before anything else. */
export type Must = 'change-password' | 'add-factor' | null;

type Listener = () => void;

/** The state of the session as React reads it. Changes only by what the client hears. */
class SessionStore {
  private state: SessionState = { is: 'unknown' };
  private leaving = false;
  private readonly listeners = new Set<Listener>();

  readonly read = (): SessionState => this.state;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** New tokens, or null when nobody is signed in any more. */
  hear(tokens: Tokens | null): void {
    this.set(afterTokens(this.state, tokens, this.leaving));
    if (tokens) this.leaving = false;
  }

  /** Nobody was signed in when the page was opened. */
  nobody(): void {
    this.set({ is: 'out' });
  }

  /** What had to be done is done. */
  done(must: Must): void {
    if (this.state.is === 'in' && this.state.must === must) this.set({ is: 'in', must: null });
  }

  /** The end that comes next is meant: nothing has to be kept for it. */
  leave(): void {
    this.leaving = true;
  }

  /** The end did not come. */
  stay(): void {
    this.leaving = false;
  }

  private set(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** What a change of the tokens makes of the state. */
export function afterTokens(before: SessionState, tokens: Tokens | null, leaving: boolean): SessionState {
  if (tokens) return { is: 'in', must: mustOf(tokens) };
  if (leaving || before.is === 'unknown') return { is: 'out' };
  return before.is === 'in' ? { is: 'expired' } : before;
}

function mustOf({ mustChangePassword, mustAddFactor }: Tokens): Must {
  if (mustChangePassword) return 'change-password';
  return mustAddFactor ? 'add-factor' : null;
}

export const session = new SessionStore();
