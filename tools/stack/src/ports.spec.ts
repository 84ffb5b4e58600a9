import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPortFree, requireFreePort } from '../early/ports.mjs';
import { doesListen, freePort, PortBook } from './ports.js';

describe('the port book of a stack', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ports-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  async function occupy(port: number) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }

  it('gives different ports to parts that ask at the same time, and the same ones after a restart', async () => {
    const file = join(dir, 'ports.json');
    const parts = ['identity', 'licensing', 'redis', 'rabbitmq'];
    const keepAll = (book: PortBook) => Promise.all(parts.map((part) => book.keep(part)));
    const first = await keepAll(new PortBook(file));
    expect(new Set(first).size).toBe(parts.length);
    expect(await keepAll(new PortBook(file))).toEqual(first);
  });

  it('gives another port when a stranger has taken the one from before', async () => {
    const file = join(dir, 'taken.json');
    const before = await new PortBook(file).keep('redis');
    const stranger = await occupy(before);
    const after = await new PortBook(file).keep('redis');
    stranger.close();
    expect(after).not.toBe(before);
  });

  it('names the port and the variable when a port that was asked for is in use', async () => {
    const port = await freePort();
    const stranger = await occupy(port);
    expect([await isPortFree(port), await doesListen(port)]).toEqual([false, true]);
    await expect(requireFreePort(port, 'GATEWAY_PORT')).rejects.toThrow(
      `Port ${port} is in use: stop what listens there, or set GATEWAY_PORT to another port.`,
    );
    stranger.close();
  });
});
