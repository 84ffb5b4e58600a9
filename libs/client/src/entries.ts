import { Problem } from './problems.js';
import { RENEW_BEFORE_MS } from './sessions.js';

/** What the gateway gives who goes into an account below the own one. */
export interface EntryToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

export interface EntryOptions {
  /** The token to begin with, where there is one already. */
  readonly first?: EntryToken;
  /** Is told when the gateway lets the session in no more: the permission is gone, or the account has left. */
  readonly onRefused?: (problem: Problem) => void;
}

/** The tokens by which a session acts in an account below its own. There is no refresh: the session asks for another. */
export class Entry {
  private token: EntryToken | null;
  private renewAt: number;
  private renewing: Promise<string> | null = null;

  constructor(
    private readonly enter: () => Promise<EntryToken>,
    private readonly options: EntryOptions = {},
  ) {
    this.token = options.first ?? null;
    this.renewAt = this.token ? renewalOf(this.token) : 0;
  }

  async accessToken(): Promise<string> {
    if (this.renewing) return this.renewing;
    return this.token && performance.now() < this.renewAt ? this.token.accessToken : this.renew();
  }

  /** Another token than the one that was refused. Rejects with why there is none. */
  async after(refused: string): Promise<string> {
    if (this.renewing) return this.renewing;
    return this.token && this.token.accessToken !== refused ? this.token.accessToken : this.renew();
  }

  private renew(): Promise<string> {
    this.renewing ??= this.ask().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async ask(): Promise<string> {
    try {
      this.token = await this.enter();
    } catch (error) {
      if (error instanceof Problem && OUT.includes(error.status)) this.options.onRefused?.(error);
      throw error;
    }
    this.renewAt = renewalOf(this.token);
    return this.token.accessToken;
  }
}

/** Not to be let in is told by these; all else passes. */
const OUT: readonly number[] = [401, 403, 404];

const renewalOf = ({ expiresIn }: EntryToken): number =>
  performance.now() + expiresIn * 1000 - RENEW_BEFORE_MS;
