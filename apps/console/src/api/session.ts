import { ownerOf, type Tokens } from '@seatkeeper/client';

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
  private whose: string | undefined;
  private isHeld = false;
  /** What was heard while the state was held. */
  private meanwhile: SessionState | null = null;
  private readonly listeners = new Set<Listener>();

  readonly read = (): SessionState => this.state;

  /** Whose the last tokens were: account and user, with a space between. */
  readonly owner = (): string | undefined => this.whose;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** New tokens, or null when nobody is signed in any more. */
  hear(tokens: Tokens | null): void {
    const next = afterTokens(this.meanwhile ?? this.state, tokens, this.leaving);
    if (tokens) {
      this.leaving = false;
      this.whose = ownerOf(tokens);
    }
    if (this.isHeld) this.meanwhile = next;
    else this.set(next);
  }

  /** Nobody was signed in when the page was opened. */
  nobody(): void {
    this.set({ is: 'out' });
  }

  /** What is shown next is shown this once, such as recovery codes: what is heard changes nothing before `done` or `release`. */
  hold(): void {
    this.isHeld = true;
  }

  /** Nothing has to stay any more: what was heard meanwhile is so. */
  release(): void {
    this.isHeld = false;
    if (this.meanwhile) this.set(this.meanwhile);
  }

  /** What had to be done is done. */
  done(must: Must): void {
    const now = this.meanwhile ?? this.state;
    this.set(now.is === 'in' && now.must === must ? { is: 'in', must: null } : now);
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
    this.isHeld = false;
    this.meanwhile = null;
    for (const listener of this.listeners) listener();
  }
}

/** What a change of the tokens makes of the state. */
export function afterTokens(before: SessionState, tokens: Tokens | null, leaving: boolean): SessionState {
  if (tokens) return { is: 'in', must: mustOf(tokens) };
  if (leaving || before.is === 'unknown') return { is: 'out' };
  return before.is === 'in' ? { is: 'expired' } : before;
}

/** Whether who was on a page has to sign in again, or to do what comes with that, before they go on there. */
export function isAskedAgain(state: SessionState): boolean {
  return state.is === 'expired' || (state.is === 'in' && state.must !== null);
}

function mustOf({ mustChangePassword, mustAddFactor }: Tokens): Must {
  if (mustChangePassword) return 'change-password';
  return mustAddFactor ? 'add-factor' : null;
}

export const session = new SessionStore();
