import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../ports.js';
import { startBalancer } from './balancer.js';

describe('the balancer before several gateways', () => {
  const servers: Server[] = [];
  let end: AbortController;
  let url: string;

  async function startCopy(name: string): Promise<number> {
    const server = createServer((_request, response) => response.end(name));
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  const ask = async () => (await fetch(url, { headers: { connection: 'close' } })).text();

  beforeEach(async () => {
    const copies = [await startCopy('one'), await freePort(), await startCopy('two')];
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    end = new AbortController();
    await startBalancer(port, copies, end.signal);
  });

  afterEach(() => {
    end.abort();
    for (const server of servers.splice(0)) server.close();
  });

  it('asks the copies in turn and passes over one that is down', async () => {
    const answers = [await ask(), await ask(), await ask(), await ask(), await ask(), await ask()];
    expect(answers.filter((name) => name === 'one')).toHaveLength(2);
    expect(answers.filter((name) => name === 'two')).toHaveLength(4);
  });

  it('ends the connection when every copy is down', async () => {
    for (const server of servers) server.close();
    await expect(ask()).rejects.toThrow('fetch failed');
  });
});
