import type { LoggerService } from '@nestjs/common';
import { logger } from './logger.js';

const log = logger('nest');

/** Nest's own lines in our form. What it says while starting is noise unless one looks for it. */
export const nestLogger: LoggerService = {
  log: (message: unknown, context?: unknown) => log.debug(String(message), { context }),
  debug: (message: unknown, context?: unknown) => log.debug(String(message), { context }),
  verbose: (message: unknown, context?: unknown) => log.debug(String(message), { context }),
  warn: (message: unknown, context?: unknown) => log.warn(String(message), { context }),
  error: (message: unknown, ...context: unknown[]) =>
    message instanceof Error
      ? log.error(message.message, { error: message })
      : log.error(String(message), { context }),
  fatal: (message: unknown, ...context: unknown[]) => log.error(String(message), { context }),
};
