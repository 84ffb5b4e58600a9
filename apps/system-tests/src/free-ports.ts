import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The variables with which a stack listens where nobody else does. */
export async function freePorts(): Promise<Record<string, string>> {
  const [gateway, web, smtp] = await Promise.all([freePort(), freePort(), freePort()]);
  return { GATEWAY_PORT: gateway, MAIL_WEB_PORT: web, MAIL_SMTP_PORT: smtp };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}
