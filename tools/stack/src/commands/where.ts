import { join } from 'node:path';
import { SERVICES } from '../../early/services.mjs';
import type { StackInfo } from '../stack-info.js';
import { runningStack } from './running-stack.js';

/** `npm run where`: where everything of a running stack is; `--json` gives all that is known of it. */
export async function run(words: readonly string[], dir: string): Promise<number> {
  const info = runningStack(dir);
  process.stdout.write(
    words.includes('--json') ? `${JSON.stringify(info, null, 2)}\n` : whereabouts(info, dir),
  );
  return 0;
}

export function whereabouts(info: StackInfo, dir: string): string {
  const services = SERVICES.map((name): [string, string] => {
    const { ports, pids } = info.services[name];
    return [
      name,
      `health at ${ports.map((port) => `http://127.0.0.1:${port}/health/ready`).join(' and ')}, process ${pids.join(' and ')}`,
    ];
  });
  const rows: [string, string][] = [
    ['API and pages', info.gateway],
    ['Mails', info.mail.web],
    ...services,
    ['MongoDB', `${info.mongo}, databases ${info.databasePrefix}-<service>`],
    ['RabbitMQ', `${info.amqp}, queues ${info.amqpPrefix}.<service>.…, exchange ${info.eventsExchange}`],
    ['Redis', `${info.redis}, keys ${info.redisPrefix}:…`],
    ['Logs', join(dir, 'logs')],
    ['Supervisor', `process ${info.pid}, ${info.state}`],
  ];
  return rows.map(([label, text]) => `${label.padEnd(14)} ${text}\n`).join('');
}
