// The driver's type declarations leave out what is not meant for everybody.
declare module 'mongodb/lib/cmap/connection.js' {
  import type { Duplex } from 'node:stream';

  const driver: { Connection: new (stream: Duplex, options: object) => object };
  export default driver;
}

declare module 'mongodb/lib/connection_string.js' {
  const driver: { OPTIONS: Record<string, { type: 'uint' }> };
  export default driver;
}
