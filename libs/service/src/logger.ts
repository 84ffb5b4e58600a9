import { trace } from '@opentelemetry/api';
import { pino } from 'pino';
import { currentContext } from './context.js';

export interface Logger {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

const SECRET = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'secret',
  'passwordHash',
  'next',
  'current',
];

let service = 'seatkeeper';

const root = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  serializers: { error: pino.stdSerializers.err },
  redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  mixin() {
    const traceId = trace.getActiveSpan()?.spanContext().traceId;
    return { service, requestId: currentContext()?.requestId, ...(traceId && { traceId }) };
  },
});

/** Every line of the process says which service wrote it; called once, before anything else logs. */
export function nameLogs(name: string, level: string): void {
  service = name;
  root.level = level;
}

/** JSON lines on stdout with service, component, request and trace id. Fields named like secrets are masked. */
export function logger(component: string): Logger {
  const log = root.child({ component });
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: object = {}): void => {
      // Children copy the level they were made with; settings are read after most modules are loaded.
      log.level = root.level;
      log[level](fields, message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
