import { connect, type Socket } from 'node:net';
import { BlockedAddress, type JudgedAddresses } from './judged-addresses.js';

/**
 * Connects to a host that a customer has chosen, and gives the socket. The addresses are judged for this very connection, so a
 * name that led elsewhere before gains nothing. Rejects with BlockedAddress, or with what kept it from an answer.
 */
export async function judgedConnection(
  addresses: JudgedAddresses,
  { host, port }: { readonly host: string; readonly port: number },
  withinMs: number,
): Promise<Socket> {
  if (!addresses.mayBeWritten(host)) throw new BlockedAddress();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: addresses.lookup });
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new Error(`There was no connection within ${withinMs / 1_000} s.`)),
      withinMs,
    );
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}
