import { Problem } from './problems.js';
import type { Tabs } from './tabs.js';
import { ownerOf, type Tokens } from './tokens.js';

/** Access tokens are renewed this long before they end, so that none ends on its way. */
export const RENEW_BEFORE_MS = 30_000;

export interface SessionOptions {
  /** Exchanges a refresh token, which works once, for new tokens; without one, the cookie of the browser. */
  readonly refresh: (refreshToken: string | undefined) => Promise<Tokens>;
  /** Is told of every change, before a call goes on with the new token; null when nobody is signed in any more. */
  readonly onTokens?: (tokens: Tokens | null) => void | Promise<void>;
  /** Where the session is kept in a cookie, which all tabs of a browser share. */
  readonly join?: (hear: (tokens: Tokens | null) => void) => Tabs;
}

/** The tokens of who is signed in. Of many calls at once that need a new one, one asks for it. */
export class Session {
  private tokens: Tokens | null = null;
  /** Whose the last tokens were, also after their end. */
  private owner: string | undefined;
  private renewAt = Infinity;
  private renewing: Promise<string | null> | null = null;
  private readonly tabs: Tabs | undefined;

  constructor(private readonly options: SessionOptions) {
    this.tabs = options.join?.((tokens) => void this.hear(tokens));
  }

  /** Goes on with tokens that were kept, whose age nobody knows: they are renewed when the gateway refuses them. */
  restore(tokens: Tokens): void {
    this.tokens = tokens;
    this.owner = ownerOf(tokens);
    this.renewAt = Infinity;
  }

  /** Goes on with the session that the browser keeps; null when there is none. */
  async resume(): Promise<Tokens | null> {
    if (!this.tokens) await this.renew();
    return this.tokens;
  }

  async begin(tokens: Tokens): Promise<void> {
    this.tabs?.tell(tokens);
    await this.take(tokens);
  }

  async end(): Promise<void> {
    this.tabs?.tell(null);
    await this.take(null);
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

  private async take(tokens: Tokens | null): Promise<void> {
    this.tokens = tokens;
    if (tokens) this.owner = ownerOf(tokens);
    this.renewAt = tokens ? performance.now() + tokens.expiresIn * 1000 - RENEW_BEFORE_MS : Infinity;
    await this.options.onTokens?.(tokens);
  }

  /**
   * What another tab tells. Somebody else who has signed in there has taken the cookie: this tab is nobody's any more,
   * and stays so. What it still shows is not theirs, nor may what was typed here be done in their name.
   */
  private async hear(tokens: Tokens | null): Promise<void> {
    const isOthers = tokens !== null && this.owner !== undefined && ownerOf(tokens) !== this.owner;
    const heard = isOthers ? null : tokens;
    if (heard || this.tokens) await this.take(heard);
  }

  private renew(): Promise<string | null> {
    const { tokens: before, tabs } = this;
    const exchange = () => this.exchange(before);
    this.renewing ??= (tabs ? tabs.alone(exchange) : exchange()).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async exchange(before: Tokens | null): Promise<string | null> {
    // Another tab was faster.
    if (this.tokens !== before) return this.tokens?.accessToken ?? null;
    const next = await this.options.refresh(before?.refreshToken).catch(async (error: unknown) => {
      const isOver = error instanceof Problem && error.code === 'unauthenticated';
      if (isOver && !before) return null;
      // Refused for good, the session is over; after any other failure its token may still work.
      if (isOver && this.tokens === before) await this.end();
      throw error;
    });
    // Somebody has signed in or out meanwhile: theirs counts.
    if (next === null || this.tokens !== before) return this.tokens?.accessToken ?? null;
    if (before && ownerOf(before) !== ownerOf(next)) {
      await this.take(null);
      return null;
    }
    await this.begin(next);
    return next.accessToken;
  }
}
