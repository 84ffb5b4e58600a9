import type { components } from './generated/api.js';
import { Problem } from './problems.js';

export type Tokens = components['schemas']['Tokens'];

/** Access tokens are renewed this long before they end, so that none ends on its way. */
const RENEW_BEFORE_MS = 30_000;

export interface SessionOptions {
  /** Exchanges a refresh token, which works once, for new tokens. */
  readonly refresh: (refreshToken: string) => Promise<Tokens>;
  /** Is told of every change, before a call goes on with the new token; null when nobody is signed in any more. */
  readonly onTokens?: (tokens: Tokens | null) => void | Promise<void>;
}

/** The tokens of who is signed in. Of many calls at once that need a new one, one asks for it. */
export class Session {
  private tokens: Tokens | null = null;
  private renewAt = Infinity;
  private renewing: Promise<string | null> | null = null;

  constructor(private readonly options: SessionOptions) {}

  /** Goes on with tokens that were kept, whose age nobody knows: they are renewed when the gateway refuses them. */
  restore(tokens: Tokens): void {
    this.tokens = tokens;
    this.renewAt = Infinity;
  }

  async begin(tokens: Tokens): Promise<void> {
    this.tokens = tokens;
    this.renewAt = performance.now() + tokens.expiresIn * 1000 - RENEW_BEFORE_MS;
    await this.options.onTokens?.(tokens);
  }

  async end(): Promise<void> {
    this.tokens = null;
    await this.options.onTokens?.(null);
  }

  /** The access token to call with; null when nobody is signed in. */
  async accessToken(): Promise<string | null> {
    if (!this.tokens) return null;
    if (this.renewing) return this.renewing;
    return performance.now() < this.renewAt ? this.tokens.accessToken : this.renew();
  }

  /** Another token than the one that was refused; null when there is none to be had. */
  async after(refused: string): Promise<string | null> {
    if (!this.tokens) return null;
    if (this.renewing) return this.renewing;
    return this.tokens.accessToken === refused ? this.renew() : this.tokens.accessToken;
  }

  private renew(): Promise<string | null> {
    this.renewing ??= this.exchange().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async exchange(): Promise<string | null> {
    const before = this.tokens;
    if (!before) return null;
    const next = await this.options.refresh(before.refreshToken).catch(async (error: unknown) => {
      // Refused for good, the session is over; after any other failure its token may still work.
      if (error instanceof Problem && error.code === 'unauthenticated' && this.tokens === before)
        await this.end();
      throw error;
    });
    // Somebody has signed in or out meanwhile: theirs counts.
    if (this.tokens !== before) return this.tokens?.accessToken ?? null;
    await this.begin(next);
    return next.accessToken;
  }
}
