import { startServers } from '@seatkeeper/stack';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Integration tests share the servers, never a database, a queue or a key: each file has a prefix of its own. */
export default async function start() {
  // A folder of this run: a stack, or another run, may be using the one in the repository.
  const dir = mkdtempSync(join(tmpdir(), 'seatkeeper-test-'));
  const begin = performance.now();
  const found = [];
  const servers = await startServers({ dir, mail: true, log: (line) => found.push(line) });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  process.stderr.write(`Servers of the integration tests, after ${seconds} s:\n  ${found.join('\n  ')}\n`);
  Object.assign(process.env, {
    MONGODB_URI: servers.mongo,
    AMQP_URL: servers.amqp,
    REDIS_URL: servers.redis,
    MAIL_SMTP_URL: servers.mail.smtp,
    MAIL_WEB_URL: servers.mail.web,
  });
  globalThis.stopServers = async () => {
    await servers.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
