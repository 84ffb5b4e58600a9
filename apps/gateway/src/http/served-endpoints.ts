import 'reflect-metadata';
import { type EndpointContract, endpoints } from '@seatkeeper/contracts';

/** Where the endpoint contract of a controller's method is kept. */
export const ENDPOINT = Symbol('endpoint');

/** The contract a method serves; none for pages, documentation and health, which show no account's data. */
export const endpointOf = (method: object): EndpointContract | undefined =>
  Reflect.getMetadata(ENDPOINT, method) as EndpointContract | undefined;

/** An endpoint that is documented but not served would be a lie, and one served twice a riddle: both stop the start. */
export function refuseWrongWiring(controllers: readonly { name: string; prototype: object }[]): void {
  const places = new Map<string, string>();
  for (const { name, prototype } of controllers)
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      const contract = typeof value === 'function' ? endpointOf(value as object) : undefined;
      if (!contract) continue;
      const other = places.get(contract.id);
      if (other) throw new Error(`The endpoint ${contract.id} is served by ${other} and by ${name}.${key}.`);
      places.set(contract.id, `${name}.${key}`);
    }
  const missing = endpoints
    .filter(({ id }) => !places.has(id))
    .map(({ method, path }) => `${method} ${path}`);
  if (missing.length > 0)
    throw new Error(`No controller serves ${missing.join(', ')}. Bind each in a controller of calls/.`);
}
