import type { Duplex } from 'node:stream';
import driver from 'mongodb/lib/cmap/connection.js';

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
