import { billingAddress, publishPurchase } from '@seatkeeper/stack';
import { Mailbox } from '@seatkeeper/testing';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { untilOver } from './patience.js';
import type { MeasuredStack } from './measured-stack.js';

export const PASSWORD = 'correct horse battery';
const SIGN_IN_AGAIN_MS = 8 * 60_000;
const MAIL_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

export interface Invited {
  readonly id: string;
  readonly username: string;
}

interface Import {
  readonly state: string;
  readonly progress: { readonly invited: number };
}

/** A customer of the stack: its global admin makes the calls that are measured. */
export class Firm {
  #token = '';
  #signedInAt = -Infinity;

  private constructor(
    readonly stack: MeasuredStack,
    readonly slug: string,
    readonly accountId: string,
    readonly adminId: string,
  ) {}

  static async signUp(stack: MeasuredStack): Promise<Firm> {
    const slug = `firm-${randomBytes(5).toString('hex')}`;
    const admin = {
      username: `admin@${slug}.example`,
      firstName: 'Ada',
      lastName: 'Quill',
      password: PASSWORD,
    };
    const { account, user } = (await request(stack.info.gateway, 'POST', '/v1/accounts', {
      json: { name: `Firm ${slug}`, slug, admin },
    })) as { account: { id: string }; user: { id: string } };
    return new Firm(stack, slug, account.id, user.id);
  }

  /** A firm with some people, so that a stack at rest has somebody to look after. */
  static async withPeople(stack: MeasuredStack, people: number): Promise<Firm> {
    const firm = await Firm.signUp(stack);
    await firm.buy(people);
    for (let n = 0; n < people; n += 1) await firm.call('POST', '/v1/users', { json: firm.person(n) });
    return firm;
  }

  /** Buys seats of the core product and waits until they are there. */
  async buy(quantity: number): Promise<void> {
    const before = await this.#purchased();
    const { amqp, info } = this.stack;
    // Servers of its own know a user for each billing system, and believe purchases of no other.
    const { amqpUsers } = info;
    await publishPurchase(billingAddress({ amqp, amqpUsers }), info.eventsExchange, {
      id: `bench-${randomBytes(6).toString('hex')}`,
      account: this.slug,
      product: 'core',
      quantity,
    });
    await untilOver(`The purchase of ${quantity} seats`, async () => {
      const purchased = await this.#purchased();
      return purchased >= before + quantity ? null : `${purchased - before} seats`;
    });
  }

  /** Addresses differ from one call to the next in all runs of the benchmark. */
  person(n: number): { username: string; firstName: string; lastName: string } {
    return { username: `person-${n}@${this.slug}.example`, firstName: `Person${n}`, lastName: `Nº${n}` };
  }

  /** Invites so many people by a file, and waits until the import is finished; throws unless everybody is invited, and when it stands still. */
  async importPeople(count: number, name: string): Promise<void> {
    const rows = Array.from({ length: count }, (_, n) => {
      const username = `${name}-${n}@${this.slug}.example`;
      return `${username},Person${n},Nº${n}`;
    });
    const text = ['Username,First name,Last name', ...rows].join('\n');
    const file = { text, type: 'text/csv' };
    const { importId } = await this.call<{ importId: string }>('POST', '/v1/users/import', file);
    await untilOver(`The import of ${count} people`, async () => {
      const { state, progress } = await this.call<Import>('GET', `/v1/users/imports/${importId}?limit=1`);
      if (state === 'running') return JSON.stringify(progress);
      if (state === 'finished' && progress.invited === count) return null;
      throw new Error(`The import is ${state}: ${JSON.stringify(progress)}.`);
    });
  }

  /** The id of somebody who was invited and has accepted. */
  async join(n: number): Promise<string> {
    const person = this.person(n);
    const { id } = await this.call<Invited>('POST', '/v1/users', { json: person });
    const mailbox = new Mailbox(this.stack.info.mail.web);
    const end = performance.now() + MAIL_WITHIN_MS;
    for (;;) {
      const [mail] = await mailbox.to(person.username);
      const token = /\/invitations\/([\w.~-]+)/.exec(mail?.text ?? '')?.[1];
      if (token) {
        await this.call('POST', `/v1/invitations/${token}/accept`, { json: { password: PASSWORD } });
        return id;
      }
      if (performance.now() > end) throw new Error(`The invitation of ${person.username} does not come.`);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** A call as the admin; gives the body and throws what is not a success. */
  async call<T>(method: string, path: string, body?: Body): Promise<T> {
    return (await request(this.stack.info.gateway, method, path, body, await this.token())) as T;
  }

  /** Signs in where that is due, so that no measured call does. */
  async token(): Promise<string> {
    if (performance.now() - this.#signedInAt < SIGN_IN_AGAIN_MS) return this.#token;
    this.#token = await this.signIn();
    this.#signedInAt = performance.now();
    return this.#token;
  }

  /** Begins a session of its own; gives its access token. */
  async signIn(): Promise<string> {
    const json = { account: this.slug, username: `admin@${this.slug}.example`, password: PASSWORD };
    const tokens = await request(this.stack.info.gateway, 'POST', '/v1/auth/sign-in', { json });
    return (tokens as { accessToken: string }).accessToken;
  }

  async #purchased(): Promise<number> {
    const { items } = await this.call<{ items: { product: string; purchased: number }[] }>(
      'GET',
      '/v1/licenses',
    );
    return items.find(({ product }) => product === 'core')?.purchased ?? 0;
  }
}

/** What is sent: a value as JSON, or a text of another type. */
export type Body = { readonly json: unknown } | { readonly text: string; readonly type: string };

async function request(
  gateway: string,
  method: string,
  path: string,
  body?: Body,
  token?: string,
): Promise<unknown> {
  const response = await fetch(gateway + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'json' in body ? 'application/json' : body.type }),
    },
    body: body && ('json' in body ? JSON.stringify(body.json) : body.text),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return text === '' ? undefined : JSON.parse(text);
}
