import type { Duplex } from 'node:stream';
import driver from 'mongodb/lib/cmap/connection.js';
import parser from 'mongodb/lib/connection_string.js';

/**
 * A connection of the driver that learns of its end while it writes. The driver (7.8) waits for `drain` when the buffer of
 * a socket is full, and for nothing else: were the socket closed meanwhile, it would wait for ever, and with it the
 * caller and a place in the pool. Woken, it finds by itself that and why the connection is closed.
 */
export class EndingConnection extends driver.Connection {
  constructor(stream: Duplex, options: object) {
    super(stream, options);
    stream.once('close', () => stream.emit('drain'));
  }
}

/**
 * How often a pool looks after its connections. The driver (7.8) looks ten times a second, also where it keeps no minimum
 * and ends no idle connection, as here: then all it can find are connections that an outage has broken, which whoever
 * takes or gives back a connection notices as well. An idle process woke for that more often than for all its work.
 */
const POOL_CARE_MS = 10_000;

// The pool reads this option, and the parser before it would refuse it.
parser.OPTIONS['minPoolSizeCheckFrequencyMS'] ??= { type: 'uint' };

/** Options that the driver knows and its types do not. */
export const DRIVER_INTERNALS: object = {
  connectionType: EndingConnection,
  minPoolSizeCheckFrequencyMS: POOL_CARE_MS,
};
