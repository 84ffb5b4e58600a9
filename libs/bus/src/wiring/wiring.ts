import { type EventContract, ownerOf, type RequestContract } from '@seatkeeper/contracts';
import { BoundedMap } from '@seatkeeper/service';
import type { Wiring } from './decorators.js';
import { topicMatches } from './topic.js';

export type Invoke = (data: unknown, context?: unknown) => Promise<unknown>;
export type Registration = Wiring & { readonly invoke: Invoke };

export interface RequestHandler {
  readonly handler: string;
  readonly contract: RequestContract;
  readonly invoke: Invoke;
}

/** Without a contract the handler hears everything under its topics, unchecked. */
export interface EventHandler {
  readonly handler: string;
  readonly contract: EventContract | undefined;
  readonly topics: readonly string[];
  readonly invoke: Invoke;
}

/** More than there are events. */
const MOST_TYPES = 500;

/** What a service answers and hears, after the checks of `wiringMistakes`. */
export class Handlers {
  readonly requests: ReadonlyMap<string, RequestHandler>;
  private readonly events: readonly EventHandler[];
  private readonly heard = new BoundedMap<string, readonly EventHandler[]>(MOST_TYPES);

  constructor(registrations: readonly Registration[]) {
    const requests = registrations.filter((registration) => registration.kind === 'request');
    this.requests = new Map(requests.map((request) => [request.contract.name, request]));
    this.events = registrations
      .filter((registration) => registration.kind !== 'request')
      .map((registration) => ({
        handler: registration.handler,
        contract: registration.kind === 'event' ? registration.contract : undefined,
        topics: registration.kind === 'event' ? [registration.contract.name] : registration.topics,
        invoke: registration.invoke,
      }));
  }

  /** Names and topics the event queue is bound to. */
  get bindings(): string[] {
    return [...new Set(this.events.flatMap(({ topics }) => topics))];
  }

  hearing(type: string): readonly EventHandler[] {
    const known = this.heard.get(type);
    if (known) return known;
    const hearing = this.events.filter(({ topics }) => topics.some((topic) => topicMatches(topic, type)));
    this.heard.set(type, hearing);
    return hearing;
  }
}

/** What a service has to answer, and what it no longer hears. */
export interface Duties {
  readonly owed: readonly RequestContract[];
  readonly retired: readonly string[];
}

/** Mistakes that stop the start, each a sentence that says what to do. */
export function wiringMistakes(
  service: string,
  registrations: readonly Registration[],
  { owed, retired }: Duties,
): string[] {
  const answers = registrations.filter((registration) => registration.kind === 'request');
  const answered = answers.map(({ contract }) => contract.name);
  return [
    ...twice(registrations),
    ...owed
      .filter(({ name }) => !answered.includes(name))
      .map(({ name }) => `${service} does not answer ${name}: put @Handle on the method that does.`),
    ...answers
      .filter(({ contract }) => ownerOf(contract) !== service)
      .map(
        ({ contract, handler }) =>
          `${handler} answers ${contract.name}, which belongs to ${ownerOf(contract)}, not to ${service}: ` +
          'move the handler there.',
      ),
    ...registrations
      .filter((registration) => registration.kind === 'event')
      .filter(({ contract }) => retired.includes(contract.name))
      .map(
        ({ contract, handler }) =>
          `${handler} hears ${contract.name}, which is listed as retired: take it off that list.`,
      ),
  ];
}

function twice(registrations: readonly Registration[]): string[] {
  const mistakes: string[] = [];
  const byContract = new Map<string, string>();
  const names = new Set<string>();
  for (const registration of registrations) {
    const { handler } = registration;
    if (names.has(handler)) mistakes.push(`Two handlers are called ${handler}: rename one of the classes.`);
    names.add(handler);
    // An event is nobody's alone: each feature that hears it is tried until it has handled it.
    if (registration.kind !== 'request') continue;
    const { name } = registration.contract;
    const first = byContract.get(name);
    if (first) mistakes.push(`${name} is answered by ${first} and by ${handler}: keep one of them.`);
    else byContract.set(name, handler);
  }
  return mistakes;
}
