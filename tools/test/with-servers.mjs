/** `node tools/test/with-servers.mjs <command>`: runs it with MONGODB_URI, AMQP_URL and REDIS_URL of servers that run. */
import { startServers } from '@seatkeeper/stack';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const [command, ...args] = process.argv.slice(2);
const servers = await startServers({ dir: process.env.STACK_DIR ?? '.local' });
const env = { ...process.env, MONGODB_URI: servers.mongo, AMQP_URL: servers.amqp, REDIS_URL: servers.redis };
const [code] = await once(spawn(command, args, { env, stdio: 'inherit' }), 'exit');
await servers.stop();
process.exitCode = code ?? 1;
