import type { AttachedStack } from '@seatkeeper/stack';
import { ask, Unexpected } from './acts/act.js';
import { ACTS } from './acts/acts.js';
import { buy } from './acts/buying.js';
import { TOLD } from './books/webhooks.js';
import { Chance } from './chance.js';
import type { Inspection } from './inspection.js';
import { Caller } from './work/caller.js';
import { Crew } from './work/crew.js';
import { Firm } from './work/firm.js';
import type { Receiver } from './work/receiver.js';
import { Traffic } from './work/traffic.js';

/** One with seats for everybody, and two in which people race for the last ones. */
const SEATS = [2_000, 30, 20];
/** How much more often than usual what is wanted happens. */
const FAVOURED = 20;

/** The firms of a run, and the hands that act for them. */
export class Company {
  readonly traffic = new Traffic();
  readonly firms: Firm[] = [];
  readonly crew: Crew;
  /** Acts that are done more often than usual. */
  favourites: readonly string[] = [];
  readonly #chances: readonly Chance[];

  constructor(
    private readonly stack: AttachedStack,
    private readonly inspection: Inspection,
    private readonly receiver: Pick<Receiver, 'url'>,
    hands: number,
    chance: Chance,
  ) {
    this.#chances = Array.from({ length: hands }, () => chance.branch());
    this.crew = new Crew(hands, (hand) => this.act(hand));
  }

  /** Signs the firms up, has their webhooks sent to the receiver, and buys their seats. */
  async open(seed: number): Promise<void> {
    const info = this.stack.info();
    const caller = new Caller(info.gateway, this.traffic);
    for (const [n, seats] of SEATS.entries()) {
      const firm = await Firm.signUp(caller, `chaos-${seed}-${n}`);
      this.firms.push(firm);
      const body = { url: this.receiver.url, events: TOLD };
      await ask(firm, { what: 'webhook endpoint', method: 'POST', path: '/v1/webhook-endpoints', body });
      const scene = { firm, chance: this.chanceOf(n), traffic: this.traffic, info };
      await buy(scene, 'core', seats);
      await buy(scene, 'contract', Math.ceil(seats / 4));
    }
  }

  /** Does one thing for one of the firms. */
  private async act(hand: number): Promise<boolean> {
    const chance = this.chanceOf(hand);
    const firm = chance.one(this.firms);
    if (!firm) return false;
    const possible = ACTS.filter(({ onlyWherePlenty }) => !onlyWherePlenty || firm === this.firms[0]);
    const { favourites } = this;
    const wanted = possible.map(({ name, weight }, n) => ({
      n,
      weight: favourites.includes(name) ? FAVOURED : weight,
    }));
    const act = possible[chance.weighted(wanted).n];
    try {
      return (await act?.try({ firm, chance, traffic: this.traffic, info: this.stack.info() })) ?? false;
    } catch (error) {
      const what = error instanceof Unexpected ? error.message : `${act?.name}: ${String(error)}`;
      this.inspection.violate({ law: 'every call is answered as the rules say', what });
      return true;
    }
  }

  private chanceOf(hand: number): Chance {
    return this.#chances[hand % this.#chances.length] ?? new Chance(hand);
  }
}
