/** What the MongoDB driver's client tells of the commands it sends. */
interface MonitoredClient {
  on(event: 'commandStarted', listener: (command: { commandName: string; command: object }) => void): unknown;
  off(
    event: 'commandStarted',
    listener: (command: { commandName: string; command: object }) => void,
  ): unknown;
}

/** What a driver says for itself, and what sweepers look for: no part of any one piece of work. */
const OWN = new Set(['hello', 'ping', 'endSessions', 'getMore']);

/** One command that reads in several collections says which, as `read accounts+users`. */
export function commandName({ commandName, command }: { commandName: string; command: object }): string {
  const { [commandName]: collection, pipeline = [] } = command as Record<string, unknown> & {
    pipeline?: readonly { $unionWith?: { coll: string }; $project?: { read?: unknown } }[];
  };
  if (!pipeline.some(({ $project }) => $project?.read !== undefined))
    return `${commandName} ${String(collection)}`;
  const others = pipeline.flatMap(({ $unionWith }) => $unionWith?.coll ?? []);
  return `read ${[String(collection), ...others].toSorted().join('+')}`;
}

/**
 * Counts the commands a client sends to MongoDB, as `<command> <collection>`, from now until `end`. The client has to be
 * opened with `monitorCommands=true` in its URI.
 */
export function countOperations(client: MonitoredClient): { end(): Record<string, number> } {
  const counts: Record<string, number> = {};
  const note = (event: { commandName: string; command: object }) => {
    if (OWN.has(event.commandName)) return;
    const name = commandName(event);
    counts[name] = (counts[name] ?? 0) + 1;
  };
  client.on('commandStarted', note);
  return {
    end: () => {
      client.off('commandStarted', note);
      return counts;
    },
  };
}
