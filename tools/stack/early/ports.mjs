import { createServer } from 'node:net';
import { CannotStart } from './cannot-start.mjs';

/**
 * Throws a sentence that names the variable if somebody listens on the port.
 * @param {number} port
 * @param {string} variable
 */
export async function requireFreePort(port, variable) {
  if (await isPortFree(port)) return;
  throw new CannotStart(
    `Port ${port} is in use: stop what listens there, or set ${variable} to another port.`,
  );
}

/**
 * Whether nobody listens on the port, on any address of this machine.
 * @param {number} port
 */
export async function isPortFree(port) {
  return (await canListen(port, '0.0.0.0')) && (await canListen(port, '127.0.0.1'));
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
