import type { StackFolder } from '../folder/stack-folder.js';
import type { PortBook } from '../ports.js';
import type { ProcessGroup } from '../processes/process-group.js';
import type { Note } from '../progress.js';

/** What the ways to have a server need. */
export interface ServerContext {
  readonly folder: StackFolder;
  readonly processes: ProcessGroup;
  readonly ports: PortBook;
  readonly note: Note;
  /** Aborted when the stack is told to stop while it starts. */
  readonly signal: AbortSignal;
  /** Where things are that every stack of this checkout can use, such as unpacked packages. */
  readonly cacheDir: string;
  /** Never use a server that runs already. */
  readonly ownServers: boolean;
  readonly mongodbUri?: string;
  readonly amqpUrl?: string;
  readonly redisUrl?: string;
}

/** One way to have a server: gives its address, or null where this machine does not offer that way. */
export type Way<Found = string> = (context: ServerContext) => Promise<Found | null>;

/** The address from the first way that this machine offers. */
export async function firstOf<Found>(
  context: ServerContext,
  ways: readonly Way<Found>[],
): Promise<Found | null> {
  for (const way of ways) {
    context.signal.throwIfAborted();
    const address = await way(context);
    if (address !== null) return address;
  }
  return null;
}
