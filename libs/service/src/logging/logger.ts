import { type Level, pino } from 'pino';
import { currentContext } from '../context/request-context.js';
import { currentTraceId } from '../context/tracing.js';
import { forLog } from './redact.js';

type Write = (sentence: string, fields?: Record<string, unknown>) => void;

/** A sentence for people, fields for searching. An Error in a field keeps its stack; secrets are hidden. */
export interface Logger {
  trace: Write;
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
  fatal: Write;
}

let service: string | undefined;

/** Until the settings are read; a test that wants quiet says `silent`. */
const firstLevel = process.env['LOG_LEVEL'] ?? '';

// Written at once: in the background, which is pino's own way, the last lines before an end come late or out of order.
const stdout = pino.destination({ dest: 1, sync: true });
const output = pino(
  {
    level: firstLevel === 'silent' || firstLevel in pino.levels.values ? firstLevel : 'info',
    base: { pid: process.pid },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  },
  stdout,
);

/** Tells every logger, also those made before, the service's name and what to leave out. */
export function configureLogging(name: string, level: Level): void {
  service = name;
  output.level = level;
}

/** Writes JSON lines to stdout, each with the service, the component, the request and the trace. */
export function logger(component: string): Logger {
  const at =
    (level: Level): Write =>
    (sentence, fields) => {
      if (!output.isLevelEnabled(level)) return;
      output[level](
        {
          service,
          component,
          requestId: currentContext()?.requestId,
          traceId: currentTraceId(),
          ...(fields && (forLog(fields) as Record<string, unknown>)),
        },
        sentence,
      );
    };
  return {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}
