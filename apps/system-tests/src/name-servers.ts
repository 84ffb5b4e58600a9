import { NameServer } from '@seatkeeper/testing';

/** At the address that the shared stack was told, so that it asks here. One file of tests has it at a time. */
export async function nameServerOfStack(): Promise<NameServer> {
  const [, port] = (process.env['SSO_DNS_SERVERS'] ?? '').split(':');
  if (!port) throw new Error('The stack has to be started with SSO_DNS_SERVERS=127.0.0.1:<a free port>');
  return NameServer.start(Number(port));
}
