import { isPortFree } from '../ports.mjs';
import { problem, toKnow, well } from './findings.mjs';
import { listenerOn } from './listeners.mjs';

/**
 * @typedef {import('./findings.mjs').Finding} Finding
 * @typedef {import('../options.mjs').StackOptions} StackOptions
 */

/**
 * Whether the ports of a stack are free, or who has them.
 * @param {Pick<StackOptions, 'gatewayPort' | 'mailWebPort' | 'mailSmtpPort' | 'inspect'>} options
 * @param {ReadonlySet<number>} own pids of the stack that runs, or of what it left
 * @returns {Promise<Finding[]>}
 */
export async function examinePorts({ gatewayPort, mailWebPort, mailSmtpPort, inspect }, own) {
  /** @type {[string, number][]} */
  const ports = [
    ['GATEWAY_PORT', gatewayPort],
    ['MAIL_WEB_PORT', mailWebPort],
    ['MAIL_SMTP_PORT', mailSmtpPort],
    ...[...inspect.values()].map((port) => /** @type {[string, number]} */ (['INSPECT', port])),
  ];
  return Promise.all(ports.map(([variable, port]) => examine(variable, port, own)));
}

/** @param {string} variable @param {number} port @param {ReadonlySet<number>} own @returns {Promise<Finding>} */
async function examine(variable, port, own) {
  if (await isPortFree(port)) return well(`Port ${port} (${variable}) is free`);
  const listener = listenerOn(port);
  if (listener && own.has(listener.pid)) return toKnow(`Port ${port} (${variable}) is that of this stack`);
  return problem(
    `Port ${port} (${variable}) is used by ${listener?.words ?? 'a program of another user'}`,
    `Stop it, or set ${variable} to another port.`,
  );
}
