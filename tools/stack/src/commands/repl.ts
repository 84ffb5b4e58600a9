import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CannotStart } from '../../early/cannot-start.mjs';
import { REPOSITORY } from '../../early/places.mjs';
import { serviceNamed, SERVICES } from '../../early/services.mjs';
import { secretsIn } from '../folder/secrets.js';
import { serviceEnvironment } from '../services/service-environment.js';
import { runningStack } from './running-stack.js';

/** `npm run repl -- <service>`: a prompt inside one more copy of a service of the running stack. */
export async function run([word = '']: readonly string[], dir: string): Promise<number> {
  const service = serviceNamed(word);
  if (!service) throw new CannotStart(`Usage: npm run repl -- ${SERVICES.join(' | ')}`);
  const info = runningStack(dir);
  const facts = {
    id: info.id,
    servers: info,
    secrets: secretsIn(dir),
    publicUrl: info.publicUrl,
  };
  const child = spawn(process.execPath, [join(REPOSITORY, 'apps', service, 'dist', 'main.js'), '--repl'], {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...serviceEnvironment(service, 0, facts),
      // Its log lines would run into what is typed.
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
      NODE_REPL_HISTORY: join(dir, 'repl-history'),
    },
  });
  // Ctrl-C belongs to the prompt.
  process.on('SIGINT', () => {});
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
