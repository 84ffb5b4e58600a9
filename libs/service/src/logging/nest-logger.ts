import type { LoggerService } from '@nestjs/common';
import { logger } from './logger.js';

/** Nest's own lines go where ours go; what it says about each module and route at start is detail. */
export const nestLogger: LoggerService = {
  log: (message: unknown, ...rest: unknown[]) => write('debug', message, rest),
  debug: (message: unknown, ...rest: unknown[]) => write('debug', message, rest),
  verbose: (message: unknown, ...rest: unknown[]) => write('trace', message, rest),
  warn: (message: unknown, ...rest: unknown[]) => write('warn', message, rest),
  error: (message: unknown, ...rest: unknown[]) => write('error', message, rest),
  fatal: (message: unknown, ...rest: unknown[]) => write('fatal', message, rest),
};

/** Nest passes its context as the last argument, before it perhaps a stack. */
function write(
  level: 'trace' | 'debug' | 'warn' | 'error' | 'fatal',
  message: unknown,
  rest: unknown[],
): void {
  const context = rest.at(-1);
  const component = typeof context === 'string' && !context.includes('\n') ? context : 'Nest';
  // Whatever stops the start is logged once, by runService.
  if (component === 'ExceptionHandler') return;
  const details = rest.filter((part) => part !== undefined && part !== context);
  const fields = { ...(message instanceof Error && { error: message }), ...(details.length && { details }) };
  const sentence = message instanceof Error ? message.message : text(message);
  logger(component)[level](sentence, fields);
}

function text(message: unknown): string {
  return typeof message === 'string' ? message : (JSON.stringify(message) ?? String(message));
}
