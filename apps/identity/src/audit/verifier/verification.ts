import { type Chain, chainAfter, entryHash, NOTHING_SEALED, type Seal, sealHash } from '../chain.js';

/** A hash that is known from elsewhere than the seals themselves. */
export interface Anchor {
  seal: number;
  hash: string;
  /** Where it is known from, in words. */
  source: string;
}

/** What of an entry the verification shows; its hash is of all it says. */
export interface FoundEntry {
  _id: string;
  action?: unknown;
  at?: unknown;
}

/** Looks at the seals of one account in their order, and says in sentences what is not as it was sealed. */
export class Verification {
  readonly findings: string[] = [];
  chain: Chain = NOTHING_SEALED;
  lastAt: Date | null = null;

  constructor(private readonly anchors: readonly Anchor[]) {}

  /** The next seal, and the entries that say they are under it, or that it names. */
  see(seal: Seal, entries: readonly FoundEntry[]): void {
    this.seeLink(seal);
    const found = new Map(entries.map((entry) => [entry._id, entry]));
    for (const { id, hash } of seal.entries) {
      const entry = found.get(id);
      if (!entry) this.say(`The entry ${id} of seal ${seal.number} was removed.`);
      else if (entryHash(entry) !== hash)
        this.say(`${named(entry)} of seal ${seal.number} does not say any more what it said.`);
      found.delete(id);
    }
    for (const entry of found.values())
      this.say(`${named(entry)} was added to seal ${seal.number} afterwards.`);
    this.chain = chainAfter(seal);
    this.lastAt = seal.at;
  }

  /** After the last seal; `astray` entries say that they are under a seal that there is not. */
  end({ astray, hasHead }: { astray: number; hasHead: boolean }): void {
    if (!hasHead && this.chain.seals > 0) this.say('The head of the account was removed.');
    if (astray > 0)
      this.say(`${astray} ${astray === 1 ? 'entry claims' : 'entries claim'} a seal that there is not.`);
    const beyond = this.anchors.filter(({ seal }) => seal > this.chain.seals);
    for (const { seal, source } of beyond)
      this.say(`The end was cut off: ${source} knows seal ${seal}, and the last one is ${this.chain.seals}.`);
  }

  private seeLink(seal: Seal): void {
    const { number } = seal;
    const expected = this.chain.seals + 1;
    if (number < expected) return this.say(`There is more than one seal ${number}.`);
    if (number > expected) this.say(`${range('Seal', expected, number - 1)} removed, and what was under it.`);
    else if (seal.previous !== this.chain.hash)
      this.say(`Seal ${number} does not follow the one before it: one of the two was made up.`);
    if (sealHash(seal) !== seal.hash || (number === expected && seal.count !== this.count(seal)))
      this.say(`Seal ${number} was changed.`);
    for (const { source, hash } of this.anchors.filter((anchor) => anchor.seal === number))
      if (hash !== seal.hash) this.say(`Seal ${number} is not the one that ${source} knows.`);
  }

  private count(seal: Seal): number {
    return this.chain.count + seal.entries.length;
  }

  private say(finding: string): void {
    this.findings.push(finding);
  }
}

const range = (noun: string, from: number, to: number): string =>
  from === to ? `${noun} ${from} was` : `${noun}s ${from} to ${to} were`;

function named({ _id, action, at }: FoundEntry): string {
  const when = at instanceof Date ? ` at ${at.toISOString()}` : '';
  return `The entry ${_id} (${typeof action === 'string' ? action : 'no action'}${when})`;
}
