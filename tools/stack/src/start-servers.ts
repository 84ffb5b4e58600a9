import { StackFolder } from './folder/stack-folder.js';
import { readOptions } from '../early/options.mjs';
import { CACHE_DIR, REPOSITORY } from '../early/places.mjs';
import { PortBook } from './ports.js';
import { ProcessGroup } from './processes/process-group.js';
import type { Note } from './progress.js';
import type { MailCatcher } from './servers/mail.js';
import { findServers, type Servers } from './servers/servers.js';

export interface ServersWanted {
  /** Folder of their data, logs and pid files. */
  readonly dir: string;
  /** Never use a server that runs already; OWN_SERVERS by default. */
  readonly ownServers?: boolean;
  /** Start a mail catcher on free ports as well. */
  readonly mail?: boolean;
  readonly log?: Note;
}

export interface RunningServers extends Servers {
  readonly mail?: MailCatcher;
  /** Ends what was started, and only that. */
  stop(): Promise<void>;
}

/** Finds or starts MongoDB, RabbitMQ and Redis as `npm start` does, for tests that need no services. */
export async function startServers({ dir, ownServers, mail, log }: ServersWanted): Promise<RunningServers> {
  const note = log ?? (() => {});
  const asked = ownServers === undefined ? {} : { OWN_SERVERS: ownServers ? '1' : '0' };
  const options = readOptions({ ...process.env, ...asked, STACK_DIR: dir }, REPOSITORY);
  const folder = await StackFolder.open(options.dir);
  const processes = await ProcessGroup.open(folder, note);
  const stop = async () => {
    await processes.stop();
    folder.release();
  };
  try {
    const ports = new PortBook(folder.path('ports.json'));
    const mailPorts = mail
      ? { smtp: await ports.keep('mail-smtp'), web: await ports.keep('mail-web') }
      : null;
    const { signal } = new AbortController();
    const context = { ...options, folder, processes, ports, note, signal, cacheDir: CACHE_DIR };
    return { ...(await findServers(context, mailPorts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
