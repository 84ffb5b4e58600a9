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

/**
 * Counts the commands a client sends to MongoDB, as `<command> <collection>`, from now until `end`. The client has to be
 * opened with `monitorCommands=true` in its URI.
 */
export function countOperations(client: MonitoredClient): { end(): Record<string, number> } {
  const counts: Record<string, number> = {};
  const note = ({ commandName, command }: { commandName: string; command: object }) => {
    if (OWN.has(commandName)) return;
    const name = `${commandName} ${String((command as Record<string, unknown>)[commandName])}`;
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
