import { startServers } from '@seatkeeper/stack';

/** Integration tests share the servers, never a database, a queue or a key: each file has a prefix of its own. */
export default async function start() {
  const servers = await startServers({ dir: process.env.STACK_DIR ?? '.local', mail: true });
  Object.assign(process.env, {
    MONGODB_URI: servers.mongo,
    AMQP_URL: servers.amqp,
    REDIS_URL: servers.redis,
    MAIL_SMTP_URL: servers.mail.smtp,
    MAIL_WEB_URL: servers.mail.web,
  });
  globalThis.stopServers = servers.stop;
}
