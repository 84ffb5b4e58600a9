/** @typedef {typeof SERVICES[number]} ServiceName */

export const SERVICES = /** @type {const} */ ([
  'identity',
  'licensing',
  'notifications',
  'reassignment',
  'gateway',
]);

const FIRST_DEBUGGER_PORT = 9229;

/**
 * The service of that name; null if there is none.
 * @param {string} name
 * @returns {ServiceName | null}
 */
export function serviceNamed(name) {
  return SERVICES.find((service) => service === name) ?? null;
}

/**
 * Where a debugger finds a service, unless another port is asked for. `.vscode/launch.json` says the same.
 * @param {ServiceName} service
 */
export function debuggerPortOf(service) {
  return FIRST_DEBUGGER_PORT + SERVICES.indexOf(service);
}

/**
 * The names of a service's copies: the service's own for a single one, numbered otherwise.
 * @param {ServiceName} service
 * @param {number} replicas
 * @returns {string[]}
 */
export function copiesOf(service, replicas) {
  if (replicas === 1) return [service];
  return Array.from({ length: replicas }, (_, index) => `${service}-${index + 1}`);
}
