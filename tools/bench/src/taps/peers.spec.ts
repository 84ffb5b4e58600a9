import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { processOfPort, socketOfPort } from './peers.js';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0
   1: 0100007F:C350 0100007F:1F90 06 00000000:00000000 00:00000000 00000000     0        0 0 3 0
   2: 0100007F:C351 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
`;

it.each([
  ['a connection', 0xc351, '4712'],
  ['a listener', 0x1f90, '4711'],
  ['one that only waits to be forgotten', 0xc350, null],
  ['nobody', 0xc352, null],
])('finds the socket of a port: %s', (_case, port, inode) => {
  expect(socketOfPort(port, TABLE)).toBe(inode);
});

it('knows the process that holds a connection, and a stranger', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(client, 'connect');
  const port = client.localPort ?? 0;
  expect(processOfPort(port, [{ name: 'me', pid: process.pid }])).toBe('me');
  expect(processOfPort(port, [{ name: 'init', pid: 1 }])).toBe('?');
  client.destroy();
  server.close();
});
