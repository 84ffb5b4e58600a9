import { endpoints } from '@seatkeeper/contracts';
import { served } from './endpoint-metadata.js';

/** An endpoint that is documented but not served would be a lie: it stops the start. */
export function refuseWrongWiring(): void {
  const missing = endpoints
    .filter(({ id }) => !served.has(id))
    .map(({ method, path }) => `${method} ${path}`);
  if (missing.length > 0)
    throw new Error(`No controller serves ${missing.join(', ')}. Add a method with @Endpoint for each.`);
}
