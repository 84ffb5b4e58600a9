import { type Actor, isInSomebodysName, ownerOf, type RequestContract } from '@seatkeeper/contracts';
import type { SigningKey } from '@seatkeeper/service';
import { hasOwnUser, type LoggedIn, userOf } from '../broker/users.js';
import { type ActorKeys, type Doubt, doubtOf, writeStatement } from './statement.js';

const STATEMENT = 'x-actor-statement';

/** The header that proves who acts, of a service that has the key for it and asks in the name of a person. */
export function stateActor(
  { contract, input, body, untilMs }: Asked,
  key: SigningKey | undefined,
): Record<string, string> {
  if (key === undefined || !isInSomebodysName(contract)) return {};
  const by = (input as { by?: Actor } | undefined)?.by;
  if (by?.type !== 'user') return {};
  const statement = { request: contract.name, userId: by.id, body };
  return { [STATEMENT]: writeStatement(statement, untilMs, key) };
}

interface Asked {
  readonly contract: RequestContract;
  readonly input: unknown;
  readonly body: Buffer;
  /** When nobody waits for the answer any more, in milliseconds since 1970. */
  readonly untilMs: number;
}

/** What an answering service knows of itself; without keys it believes whatever it is told. */
export type ActorReceiver = LoggedIn & { readonly actorKeys: ActorKeys | undefined };

/** What arrived, and the user of RabbitMQ it came from. */
export interface Arrival {
  readonly userId: string | undefined;
  readonly headers: Readonly<Record<string, unknown>> | undefined;
  readonly body: Buffer;
}

export type ActorDoubt = Doubt | 'absent' | 'no-person';

/**
 * Why it is not believed that `by` acts; null if it is. Whether the asker may ask at all has been looked at before.
 * Where all services share a user nobody can tell one whose word is enough from the others.
 */
export function doubtActor(
  contract: RequestContract,
  by: Actor,
  { userId, headers, body }: Arrival,
  receiver: ActorReceiver,
): ActorDoubt | null {
  const { actorKeys } = receiver;
  if (actorKeys === undefined) return null;
  const statement = headers?.[STATEMENT];
  if (statement === undefined) return mayVouch(contract, userId, receiver) ? null : 'absent';
  if (by.type !== 'user') return 'no-person';
  const arrived = { request: contract.name, userId: by.id, body };
  return typeof statement === 'string' ? doubtOf(statement, arrived, actorKeys, Date.now()) : 'malformed';
}

const mayVouch = (contract: RequestContract, userId: string | undefined, receiver: ActorReceiver): boolean =>
  hasOwnUser(receiver)
    ? contract.vouchedBy.some((service) => userOf(receiver, service) === userId)
    : contract.vouchedBy.length > 0;

/** What a service has for naming people, or for believing in them. */
export type ActorKeysHeld = ActorReceiver & { readonly actorKey: SigningKey | undefined };

/** Sentences about keys that a service lacks, by the contracts it asks and answers. */
export function keysMissing(held: ActorKeysHeld, contracts: readonly RequestContract[]): string[] {
  const { service, actorKey, actorKeys } = held;
  const named = contracts.filter(isInSomebodysName);
  const states = named.some(
    ({ askedBy, vouchedBy }) =>
      askedBy.some((asker) => asker === service) && !vouchedBy.some((voucher) => voucher === service),
  );
  const receives = named.some((contract) => ownerOf(contract) === service);
  return [
    ...(states && actorKey === undefined ? [`ACTOR_KEY is missing: ${service} has to prove who acts.`] : []),
    ...(receives && !actorKeys?.size
      ? [`ACTOR_PUBLIC_KEYS is missing: ${service} could not tell who acts from who is only named.`]
      : []),
  ];
}
