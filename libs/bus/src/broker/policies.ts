import { literally } from './literally.js';
import { deadLetterQueue, type Place, unroutedQueue } from './topology.js';

const DAY_MS = 86_400_000;
/** RabbitMQ keeps the milliseconds in 32 bits: 49 days at most. */
const KEPT_DAYS = 30;
const DEAD_LETTERS_KEPT = 10_000;
const DEAD_LETTER_BYTES_KEPT = 256 * 1024 * 1024;

/** A policy of RabbitMQ, but for the virtual host. */
export interface QueuePolicy {
  readonly name: string;
  /** A regular expression over names of queues. */
  readonly pattern: string;
  readonly 'apply-to': 'queues';
  readonly priority: number;
  readonly definition: Readonly<Record<string, string | number>>;
}

/**
 * What lies aside does not lie for ever. Policies, not arguments: a queue that is there cannot be declared with others, and
 * an operator changes a policy while everything runs. Of too many the oldest go: a queue that takes no more would hold up
 * the event that is to be put away, and soon every event behind it.
 */
export const deadLetterPolicies = (place: Place): readonly QueuePolicy[] => [
  {
    name: `${place.prefix}.dead-letters`,
    pattern: `^${literally(deadLetterQueue(place, '*')).replace('*', '[\\w-]+')}$`,
    'apply-to': 'queues',
    priority: 0,
    definition: {
      'message-ttl': KEPT_DAYS * DAY_MS,
      'max-length': DEAD_LETTERS_KEPT,
      'max-length-bytes': DEAD_LETTER_BYTES_KEPT,
      overflow: 'drop-head',
    },
  },
  {
    name: unroutedQueue(place),
    pattern: `^${literally(unroutedQueue(place))}$`,
    'apply-to': 'queues',
    priority: 0,
    definition: { 'message-ttl': KEPT_DAYS * DAY_MS, 'max-length-bytes': DEAD_LETTER_BYTES_KEPT },
  },
];
