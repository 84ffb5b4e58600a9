import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { isPortFree } from '../early/ports.mjs';
import { writeAtomically } from './folder/write-atomically.js';

// Below the range from which systems take the local ports of outgoing connections, so that none of those
// sits on a port between choosing and using it, or while its server restarts.
const LOWEST = 20_000;
const HIGHEST = 31_999;

/** Remembers which port each part of a stack has, so that a restart finds it at the same place. */
export class PortBook {
  readonly #ports: Record<string, number>;

  constructor(private readonly file: string) {
    this.#ports = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
  }

  /** The port this part had before if it is still free, else a new one. */
  async keep(part: string): Promise<number> {
    const known = this.#ports[part];
    if (known !== undefined && (await isPortFree(known))) return known;
    // Taken down at once, before any await, so that parts that ask at the same time get different ports.
    for (;;) {
      const port = randomInt(LOWEST, HIGHEST + 1);
      if (Object.values(this.#ports).includes(port)) continue;
      this.#ports[part] = port;
      if (!(await isPortFree(port))) continue;
      writeAtomically(this.file, `${JSON.stringify(this.#ports, null, 2)}\n`);
      return port;
    }
  }
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await isPortFree(port)) return port;
  }
}

/** Whether somebody accepts connections on a port of the loopback address. */
export function doesListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (listens: boolean) => {
      socket.destroy();
      resolve(listens);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
