import type { Affiliated, Answer, Problem } from '@seatkeeper/client';

type Entered = Answer<'/v1/account/affiliates/{id}/enter', 'post'>;

/** An account below the own one in which whoever is signed in acts. Kept in memory alone: a page that is loaded anew is at home. */
export interface Acting {
  readonly account: Entered['account'];
  readonly permissions: Entered['permissions'];
  readonly client: Affiliated;
  /** Why it has ended; what is shown stays until one goes back. */
  readonly ended: Problem | null;
}

type Listener = () => void;

/** Where calls go: null is the own account. */
class ActingStore {
  private acting: Acting | null = null;
  private readonly listeners = new Set<Listener>();

  readonly read = (): Acting | null => this.acting;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(acting: Acting | null): void {
    if (acting === this.acting) return;
    this.acting = acting;
    for (const listener of this.listeners) listener();
  }

  /** The gateway lets them in no more; of an account that was left meanwhile it means nothing. */
  end(account: Acting['account'], ended: Problem): void {
    if (this.acting?.account.id === account.id) this.set({ ...this.acting, ended });
  }
}

export const acting = new ActingStore();

/** What is about oneself is asked at home, wherever one acts. */
const OWN = /^\/v1\/(?:me|auth)(?:\/|$)/;
export const isOwn = (path: string): boolean => OWN.test(path);

/**
 * What of the permissions leads anywhere in an account below: all else there is for its own people alone, so pages and buttons for it are
 * not offered.
 */
const USEFUL: ReadonlySet<string> = new Set<Entered['permissions'][number]>([
  'users.read',
  'users.invite',
  'users.update',
  'users.deactivate',
  'users.ban',
  'groups.manage',
  'organisation.manage',
  'users.credentials',
  'licenses.read',
]);
export const usefulBelow = <P extends string>(permissions: readonly P[]): P[] =>
  permissions.filter((permission) => USEFUL.has(permission));
