import { linkPaths } from '@seatkeeper/contracts';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Whose addresses are no pages of the console, also where nothing is served: what is not there is said there. */
const TAKEN = ['v1', 'docs', 'health', 'metrics', 'openapi.json', '.well-known', 'assets'];
const LINKS: readonly string[] = Object.values(linkPaths);

/** Its name holds the hash of its content: it never changes. */
const HASHED = /^assets\//;

export interface Asked {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly accept: string | undefined;
  /** Whether a call or a page of the gateway has this address. */
  readonly isServed: boolean;
}

/** The console as it was built; null where it is not. */
export class ConsoleFiles {
  private constructor(
    readonly folder: string,
    private readonly names: ReadonlySet<string>,
  ) {}

  static in(folder: string): ConsoleFiles | null {
    if (!existsSync(join(folder, 'index.html'))) return null;
    const found = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'));
    // What lies beside a file for browsers that take it smaller, and what only builds need, has no address.
    return new ConsoleFiles(folder, new Set(found.filter((name) => !/(\.(br|gz|map)$)|(^|\/)\./.test(name))));
  }

  /** The file that answers, by its name in the folder; null when the console has none for it. */
  fileFor(asked: Asked): string | null {
    if (asked.path === '/') return isRead(asked) ? 'index.html' : null;
    const name = asked.path.slice(1);
    if (!asked.isServed && isRead(asked) && this.names.has(name)) return name;
    return isPage(asked) ? 'index.html' : null;
  }
}

/** Seconds for which a browser may keep a file without asking: a year, or none. */
export const keptSeconds = (name: string): number => (HASHED.test(name) ? 31_536_000 : 0);

/** Whether a browser opens what may be a page of the console, whose addresses the console alone knows. */
export function isPage(asked: Asked): boolean {
  const [first = '', ...rest] = asked.path.slice(1).split('/');
  const isTaken = TAKEN.includes(first) || (LINKS.includes(first) && rest.length > 0);
  return !asked.isServed && isRead(asked) && !isTaken && (asked.accept ?? '').includes('text/html');
}

const isRead = ({ method }: Asked): boolean => method === 'GET' || method === 'HEAD';
