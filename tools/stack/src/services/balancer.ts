import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * Spreads the connections to a port over several copies in turn; a copy that refuses is passed over. Takes no
 * more connections once the signal is aborted; those that are open end with their copies.
 */
export async function startBalancer(
  port: number,
  copies: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  let turn = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client) => {
    turn += 1;
    const order = copies.map((_, index) => copies[(turn + index) % copies.length] ?? port);
    serve(client, order);
  });
  server.listen({ port, host: '127.0.0.1', signal });
  await once(server, 'listening');
}

function serve(client: Socket, [copy, ...others]: readonly number[]): void {
  if (copy === undefined) {
    client.destroy();
    return;
  }
  const upstream = connect({ port: copy, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  const tryNext = () => serve(client, others);
  upstream.once('error', tryNext);
  upstream.once('connect', () => {
    upstream.off('error', tryNext);
    join(client, upstream);
  });
}

function join(client: Socket, upstream: Socket): void {
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    // A connection that breaks on one side is broken on the other, so that nobody waits for an answer.
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroySoon());
    from.pipe(to);
  }
}
