import type { Chance } from '../chance.js';
import type { Part } from '../faults/faults.js';
import type {
  ExpectedPerson,
  ExpectedPurchase,
  ExpectedRecord,
  ExpectedReduction,
} from '../books/expected.js';
import type { Answer, Call, Caller } from './caller.js';

export const PASSWORD = 'correct horse battery staple';
/** Access tokens live ten minutes, and a sign-in proves for five that it is still the admin. */
const SIGN_IN_AGAIN_MS = 4 * 60_000;

/** Everything that is asked over HTTP goes through these. */
export const ALWAYS: readonly Part[] = ['gateway', 'identity', 'mongodb', 'rabbitmq', 'redis'];

/** Somebody as the work knows them; `busy` while an act is about them. */
export interface Person extends ExpectedPerson {
  busy: boolean;
  /** An act ended in an answer that nobody understands: nothing is expected of them any more. */
  isUnsure: boolean;
  /** Once they have accepted an invitation. */
  hasPassword: boolean;
}

/** A run that has ended, and how long the chains of owners were by then. */
export interface Move {
  readonly run: string;
  readonly from: Person;
  readonly to: Person;
  readonly moved: readonly { readonly record: ExpectedRecord; readonly links: number }[];
}

/** A customer, what was asked for it, and so what has to be there. */
export class Firm {
  readonly people: Person[] = [];
  readonly purchases: ExpectedPurchase[] = [];
  readonly cancellations: ExpectedReduction[] = [];
  /** Names that were asked for, and whose answer is not there yet. */
  readonly maybe = new Set<string>();
  readonly records = new Map<string, ExpectedRecord>();
  /** Runs that can be taken back. */
  readonly moves: Move[] = [];
  /** What has to be looked at, and let go of, once all is at rest. */
  readonly atRest: (() => void)[] = [];
  #token = '';
  #signedInAt = -Infinity;
  #signingIn: Promise<void> | undefined;
  #count = 0;

  private constructor(
    readonly caller: Caller,
    readonly slug: string,
    readonly accountId: string,
  ) {}

  static async signUp(caller: Caller, slug: string): Promise<Firm> {
    const admin = {
      username: `admin@${slug}.example`,
      firstName: 'Ada',
      lastName: 'Quill',
      password: PASSWORD,
    };
    const { status, body } = await caller.send<{ account: { id: string }; user: { id: string } }>({
      what: 'sign-up',
      parts: [...ALWAYS, 'licensing'],
      method: 'POST',
      path: '/v1/accounts',
      body: { name: `Firm ${slug}`, slug, admin },
    });
    if (status !== 201) throw new Error(`Sign-up answered ${status}: ${JSON.stringify(body)}`);
    const firm = new Firm(caller, slug, body.account.id);
    const ada = firm.expectInvited(admin.username, body.user.id);
    // Who acts is never acted upon.
    Object.assign(ada, {
      status: 'active',
      globalAdmin: true,
      busy: true,
      acts: { 'identity.user.activated': 1 },
    });
    return firm;
  }

  /** As the admin, who is signed in anew where that is due. */
  async call<B = Record<string, unknown>>(
    what: string,
    method: string,
    path: string,
    more: Partial<Call> & { also?: readonly Part[] } = {},
  ): Promise<Answer<B>> {
    const { also = [], ...rest } = more;
    await this.signInIfDue();
    const call = { what, method, path, parts: [...ALWAYS, ...also], ...rest };
    const answer = await this.caller.send<B>({ ...call, token: this.#token });
    if (answer.status !== 401) return answer;
    this.#signedInAt = -Infinity;
    await this.signInIfDue();
    return this.caller.send<B>({ ...call, token: this.#token });
  }

  signIn(username: string): Promise<Answer<{ accessToken: string; refreshToken: string }>> {
    return this.caller.send({
      what: 'sign-in',
      parts: ALWAYS,
      method: 'POST',
      path: '/v1/auth/sign-in',
      key: null,
      body: { account: this.slug, username, password: PASSWORD },
    });
  }

  /** Somebody nobody has heard of, who is expected from when the invitation is answered. */
  newcomer(): Pick<Person, 'username'> & { firstName: string; lastName: string } {
    this.#count += 1;
    const n = this.#count;
    return { username: `person-${n}@${this.slug}.example`, firstName: `Person${n}`, lastName: `Nº${n}` };
  }

  /** Somebody whose invitation was answered with success; without an id until that is known. */
  expectInvited(username: string, id: string): Person {
    const person: Person = {
      ...{ accountId: this.accountId, username, id, status: 'invited', title: null, globalAdmin: false },
      ...{ products: ['core'], acts: {}, busy: false, isUnsure: false, hasPassword: false },
    };
    this.people.push(person);
    return person;
  }

  /** Takes somebody of a status whom no other act is about; undefined if there is nobody. */
  take(chance: Chance, where: (person: Person) => boolean): Person | undefined {
    const person = chance.one(this.people.filter((one) => !one.busy && where(one)));
    if (person) person.busy = true;
    return person;
  }

  ownsRecords(userId: string): boolean {
    return [...this.records.values()].some(({ owners }) => owners.at(-1) === userId);
  }

  private async signInIfDue(): Promise<void> {
    if (performance.now() - this.#signedInAt < SIGN_IN_AGAIN_MS) return;
    this.#signingIn ??= this.signInAdmin().finally(() => (this.#signingIn = undefined));
    await this.#signingIn;
  }

  private async signInAdmin(): Promise<void> {
    const { status, body } = await this.signIn(`admin@${this.slug}.example`);
    if (status !== 200) throw new Error(`The admin of ${this.slug} cannot sign in: ${status}`);
    this.#token = body.accessToken;
    this.#signedInAt = performance.now();
  }
}
