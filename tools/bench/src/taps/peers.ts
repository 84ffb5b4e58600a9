import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface NamedProcess {
  readonly name: string;
  readonly pid: number;
}

/** The name of the process that holds the loopback connection with this local port; `?` for a stranger. */
export function processOfPort(port: number, processes: readonly NamedProcess[]): string {
  const inode = socketOfPort(port, readFileSync('/proc/net/tcp', 'utf8'));
  const holder = processes.find(({ pid }) => inode !== null && holdsSocket(pid, inode));
  return holder?.name ?? '?';
}

/** The inode of the socket with this local port, in the words of /proc/net/tcp. */
export function socketOfPort(port: number, table: string): string | null {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  for (const line of table.split('\n').slice(1)) {
    const [, local, , , , , , , , inode] = line.trim().split(/\s+/);
    if (local?.endsWith(`:${hex}`) && inode !== undefined && inode !== '0') return inode;
  }
  return null;
}

function holdsSocket(pid: number, inode: string): boolean {
  const dir = `/proc/${pid}/fd`;
  return entries(dir).some((fd) => linkOf(`${dir}/${fd}`) === `socket:[${inode}]`);
}

function entries(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
