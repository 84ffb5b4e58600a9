import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CannotStart } from '../../early/cannot-start.mjs';
import { requireFreePort } from '../../early/ports.mjs';
import { doesListen } from '../ports.js';
import type { ServerContext } from './server-context.js';
import { startServer } from './start-server.js';

export interface MailCatcher {
  /** Where to send, `smtp://host:port`. */
  readonly smtp: string;
  /** Its web page, which also serves the REST API below `/api`. */
  readonly web: string;
}

export interface MailPorts {
  readonly smtp: number;
  readonly web: number;
}

const MOST_MAILS = '10000';

/** Starts the mail catcher: it takes every mail, delivers none, and shows them on a web page. */
export async function mail(context: ServerContext, ports: MailPorts): Promise<MailCatcher> {
  await requireFreePort(ports.smtp, 'MAIL_SMTP_PORT');
  await requireFreePort(ports.web, 'MAIL_WEB_PORT');
  const dir = context.folder.dataDir('mail');
  const catcher = { smtp: `smtp://127.0.0.1:${ports.smtp}`, web: `http://127.0.0.1:${ports.web}` };
  const plan = {
    name: 'mail',
    file: process.execPath,
    args: [
      ...[program(), '--smtp', String(ports.smtp), '--ip', '127.0.0.1'],
      ...['--web', String(ports.web), '--web-ip', '127.0.0.1'],
      ...['--mail-directory', join(dir, 'messages'), '--max-emails', MOST_MAILS],
    ],
    cwd: dir,
    stopWithinMs: 5_000,
  };
  await startServer(context, plan, {
    address: catcher.web,
    answers: async (web) => (await doesListen(ports.smtp)) && (await isHealthy(web)),
    found: `Mail: caught on port ${ports.smtp}, shown at ${catcher.web}`,
  });
  return catcher;
}

async function isHealthy(web: string): Promise<boolean> {
  try {
    return (await fetch(`${web}/api/healthz`)).ok;
  } catch {
    return false;
  }
}

function program(): string {
  const folders = createRequire(import.meta.url).resolve.paths('maildev') ?? [];
  const file = folders.map((folder) => join(folder, 'maildev/dist/bin/maildev.js')).find(existsSync);
  if (file) return file;
  throw new CannotStart(`The mail catcher is not installed: run npm ci in ${dirname(folders[0] ?? '.')}.`);
}
