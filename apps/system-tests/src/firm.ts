import type { License, User } from '@seatkeeper/contracts';
import { eventually, Mailbox } from '@seatkeeper/testing';
import type { AttachedStack } from '@seatkeeper/stack';
import { randomBytes } from 'node:crypto';
import { publish, purchase } from './bus.js';
import { type Answer, call, type CallOptions } from './http.js';

export const PASSWORD = 'correct horse battery';

export interface Person {
  username: string;
  firstName: string;
  lastName: string;
}

/** One customer of a stack and its first global admin: the world of a test. */
export class Firm {
  private token = '';
  private signedInAt = 0;

  private constructor(
    readonly stack: AttachedStack,
    readonly slug: string,
    readonly accountId: string,
    readonly admin: User,
  ) {}

  static async signUp(stack: AttachedStack, extra: object = {}): Promise<Firm> {
    const slug = `firm-${randomBytes(5).toString('hex')}`;
    const admin = {
      username: `admin@${slug}.example`,
      firstName: 'Ada',
      lastName: 'Quill',
      password: PASSWORD,
    };
    const answer = await call(stack.info().gateway, 'POST', '/v1/accounts', {
      name: `Firm ${slug}`,
      slug,
      admin,
      ...extra,
    });
    if (answer.status !== 201)
      throw new Error(`Sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const firm = new Firm(stack, slug, answer.body.account.id, answer.body.user);
    await firm.confirm();
    return firm;
  }

  /** Follows the link in the mail to who signed up. */
  private async confirm(): Promise<void> {
    const token = await this.tokenOf('confirmations', this.admin.username);
    const answer = await call(this.stack.info().gateway, 'POST', `/v1/confirmations/${token}`);
    if (answer.status !== 200)
      throw new Error(`Confirming answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** Signs up and buys as many core seats as are needed for `seats` in all, the admin's included. */
  static async withSeats(stack: AttachedStack, seats: number, extra: object = {}): Promise<Firm> {
    const firm = await Firm.signUp(stack, extra);
    const { purchased } = await firm.license();
    if (seats > purchased) await firm.buy(seats - purchased);
    return firm;
  }

  person(n: number | string): Person {
    return { username: `person-${n}@${this.slug}.example`, firstName: `Person${n}`, lastName: `Nº${n}` };
  }

  people(count: number, from = 1): Person[] {
    return Array.from({ length: count }, (_, index) => this.person(from + index));
  }

  /** A call as the admin, signed in anew before the proof that a sign-in is grows old. */
  async call<B = any>(
    method: string,
    path: string,
    body?: unknown,
    options: CallOptions = {},
  ): Promise<Answer<B>> {
    if (Date.now() - this.signedInAt > 4 * 60_000) {
      const { status, body: tokens } = await this.signIn(this.admin.username);
      if (status !== 200) throw new Error(`The admin cannot sign in: ${status} ${JSON.stringify(tokens)}`);
      this.token = tokens.accessToken;
      this.signedInAt = Date.now();
    }
    return call<B>(this.stack.info().gateway, method, path, body, { token: this.token, ...options });
  }

  /** The body of a GET that has to succeed. */
  async get<B = any>(path: string): Promise<B> {
    const answer = await this.call<B>('GET', path);
    if (answer.status !== 200)
      throw new Error(`GET ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  signIn(username: string, password = PASSWORD): Promise<Answer> {
    return call(this.stack.info().gateway, 'POST', '/v1/auth/sign-in', {
      account: this.slug,
      username,
      password,
    });
  }

  async buy(quantity: number, product = 'core'): Promise<void> {
    const before = (await this.license(product).catch(() => undefined))?.purchased ?? 0;
    await publish(
      this.stack,
      'billing.seats.purchased',
      purchase(this.accountId, quantity, undefined, product),
    );
    await eventually(async () => expect((await this.license(product)).purchased).toBe(before + quantity));
  }

  invite(person: Person, extra: object = {}, options: CallOptions = {}): Promise<Answer<User>> {
    return this.call('POST', '/v1/users', { ...person, ...extra }, options);
  }

  /** Invites somebody and accepts for them, through the mail. */
  async join(person: Person, extra: object = {}): Promise<User> {
    const invited = await this.invite(person, extra);
    if (invited.status !== 201)
      throw new Error(
        `Inviting ${person.username} answered ${invited.status}: ${JSON.stringify(invited.body)}`,
      );
    await this.accept(person.username);
    return this.get(`/v1/users/${invited.body.id}`);
  }

  async accept(username: string): Promise<Answer> {
    const token = await this.invitationToken(username);
    const path = `/v1/invitations/${token}/accept`;
    const answer = await call(this.stack.info().gateway, 'POST', path, { password: PASSWORD });
    if (answer.status !== 200)
      throw new Error(`Accepting answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** The token in the newest invitation mail to an address; waits for the mail. */
  invitationToken(username: string): Promise<string> {
    return this.tokenOf('invitations', username);
  }

  private async tokenOf(kind: 'invitations' | 'confirmations', address: string): Promise<string> {
    let token: string | undefined;
    await eventually(async () => {
      const mails = await this.mails(address);
      token = new RegExp(`/${kind}/([\\w.~-]+)`).exec(mails.at(-1)?.text ?? '')?.[1];
      expect(token).toBeDefined();
    }, 20_000);
    return token ?? '';
  }

  mails(address: string) {
    return new Mailbox(this.stack.info().mail.web).to(address);
  }

  async license(product = 'core'): Promise<License & { waiting: number }> {
    const { items } = await this.get<{ items: (License & { waiting: number })[] }>('/v1/licenses');
    const license = items.find((item) => item.product === product);
    if (!license) throw new Error(`The account has no licence for ${product}`);
    return license;
  }

  /** Every item of a list, page by page. */
  async all<T = any>(path: string): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | null = null;
    do {
      const separator = path.includes('?') ? '&' : '?';
      const next: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const page: { items: T[]; nextCursor: string | null } = await this.get(
        `${path}${separator}limit=200${next}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return items;
  }

  /** The promise of the product: who holds a seat is exactly who should. */
  async expectSeatsToMatchUsers(): Promise<void> {
    const seats = await this.all<{ userId: string }>('/v1/licenses/core/seats');
    const users = await this.all<User>('/v1/users');
    const holding = users.filter(
      ({ type, status }) => type === 'standard' && ['invited', 'active', 'banned'].includes(status),
    );
    expect(users.filter(({ status }) => status === 'pending')).toEqual([]);
    expect(seats.map(({ userId }) => userId).sort()).toEqual(holding.map(({ id }) => id).sort());
  }
}

/** How many answers have a status, and a code if one is given. */
export const count = (answers: readonly Answer[], status: number, code?: string): number =>
  answers.filter((answer) => answer.status === status && (code === undefined || answer.body?.code === code))
    .length;
