import { AsyncLocalStorage } from 'node:async_hooks';
import { ownerOf, type RequestContract } from '@seatkeeper/contracts';
import { hasOwnUser, userOf } from '../broker/users.js';
import type { BusConfig } from '../config.js';

/** `part`: stands in for a service in a test, and asks what the test wants to know. */
export interface Asker {
  readonly service: string;
  readonly part: boolean;
}

const answering = new AsyncLocalStorage<RequestContract>();

/** Runs the handler of a quick request; whoever asks anything on its way is refused. */
export const answerQuickly = <T>(contract: RequestContract, work: () => T): T =>
  answering.run(contract, work);

/**
 * Why a service may not ask this now, as a sentence that says what to do; null if it may. Services that wait for
 * each other in a circle, all their turns taken, would wait until their time is over.
 */
export function refuseAsking({ service, part }: Asker, contract: RequestContract): string | null {
  const quick = answering.getStore();
  if (quick)
    return (
      `${contract.name} is asked while ${quick.name} is answered, which is quick: ` +
      'answer it from what the service has itself, or take `quick` off its contract.'
    );
  if (part || ownerOf(contract) === service || contract.askedBy.some((asker) => asker === service))
    return null;
  return (
    `${service} asks ${contract.name}, which is asked by ${contract.askedBy.join(' and ')} alone: ` +
    `do without, or put ${service} into \`askedBy\` if nobody then waits for who waits for it.`
  );
}

/** What an answering service knows of itself. */
export type Answerer = Pick<BusConfig, 'prefix' | 'service' | 'user'>;

/**
 * Why a request is not answered, as a sentence; null if it is. RabbitMQ lets every service send to every queue, but nobody
 * say that a message comes from another user: so the one that it comes from has to be of a service that may ask.
 */
export function refuseAsker(
  contract: RequestContract,
  userId: string | undefined,
  answerer: Answerer,
): string | null {
  if (userId === undefined && !hasOwnUser(answerer)) return null;
  const askers = contract.askedBy.map((service) => userOf(answerer, service));
  if (userId !== undefined && [...askers, answerer.user].includes(userId)) return null;
  const who = userId === undefined ? 'somebody without a user id' : userId;
  return `${contract.name} is asked by ${contract.askedBy.join(' and ')} alone; this came from ${who}.`;
}
