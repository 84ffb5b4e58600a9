import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { processOfPort, type NamedProcess } from './peers.js';

/** Looks at both directions of one connection; what it is given has been passed on already. */
export interface Watcher {
  sent(chunk: Buffer): void;
  answered(chunk: Buffer): void;
}

export interface Tap {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a free port of loopback, passes every byte on to a server and back, and shows it to a watcher. */
export async function openTap(
  server: NetConnectOpts,
  processes: () => readonly NamedProcess[],
  watch: (who: string) => Watcher,
): Promise<Tap> {
  const open = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ ...server, noDelay: true });
    // Who it is shows in /proc while the connection is there; a name is kept for the connection's life.
    const watcher = watch(processOfPort(client.remotePort ?? 0, processes()));
    for (const [from, to, look] of [
      [client, upstream, (chunk: Buffer) => watcher.sent(chunk)],
      [upstream, client, (chunk: Buffer) => watcher.answered(chunk)],
    ] as const) {
      open.add(from);
      from.on('data', (chunk: Buffer) => {
        to.write(chunk);
        look(chunk);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      listener.close();
      await Promise.race([once(listener, 'close'), delay(1_000)]);
    },
  };
}
