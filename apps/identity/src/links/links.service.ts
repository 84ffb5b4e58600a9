import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@seatkeeper/service';
import {
  isOfAnotherSecret,
  type LinkPurpose,
  type LinkSecret,
  linkToken,
  readLinkSecret,
  type StoredLink,
  tokenHash,
  tokenOf,
} from './link-tokens.js';

interface LinkSettings {
  LINK_SECRET: string;
  RETIRED_LINK_SECRETS: readonly string[];
}

/** Makes the secret parts of links, and knows which still work: those made of a secret that the settings name. */
@Injectable()
export class LinksService {
  private readonly newest: LinkSecret;
  private readonly secrets: readonly LinkSecret[];

  constructor(@Inject(SETTINGS) { LINK_SECRET, RETIRED_LINK_SECRETS }: LinkSettings) {
    this.newest = readLinkSecret(LINK_SECRET);
    this.secrets = [this.newest, ...RETIRED_LINK_SECRETS.map(readLinkSecret)];
  }

  /** The secret part of a new link. */
  token(purpose: LinkPurpose, id: string): string {
    return linkToken(this.newest, purpose, id);
  }

  /** The secret part of a link that there is, also after its secret was retired; null once that was taken out. */
  tokenOf(purpose: LinkPurpose, link: StoredLink): string | null {
    return tokenOf(this.secrets, purpose, link);
  }

  /**
   * Finds what a token is for. Its hash alone does not open anything: whoever knows a secret that leaked could have made
   * the token, so it opens nothing after the secret was taken out.
   */
  async find<Found extends { readonly link: StoredLink }>(
    purpose: LinkPurpose,
    token: string,
    lookUp: (hash: string) => Promise<Found | null>,
  ): Promise<Found | null> {
    if (isOfAnotherSecret(this.secrets, token)) return null;
    const found = await lookUp(tokenHash(token));
    return found && this.tokenOf(purpose, found.link) === token ? found : null;
  }
}
