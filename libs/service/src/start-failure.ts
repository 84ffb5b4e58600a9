import { hideCredentials } from './logging/redact.js';

/** One sentence for the person who looks at the terminal; the whole error is in the log. */
export function startFailure(service: string, error: unknown): string {
  return `${service} cannot start: ${hideCredentials(reason(error))}\n`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with an IPv6 and an IPv4 address fails once for each; the first is as good as any.
  if (error instanceof AggregateError && !error.message && error.errors.length > 0)
    return reason(error.errors[0]);
  return systemReason(error) ?? firstLine(error.message) ?? error.name;
}

function systemReason(error: NodeJS.ErrnoException & { address?: string; port?: number; hostname?: string }) {
  const where =
    error.port === undefined ? (error.hostname ?? error.address) : `${error.address ?? ''}:${error.port}`;
  if (!error.syscall || !where) return undefined;
  switch (error.code) {
    case 'ECONNREFUSED':
      return `nothing answers at ${where}; start what should run there or correct the setting.`;
    case 'ETIMEDOUT':
      return `${where} does not answer; check the network or correct the setting.`;
    case 'ENOTFOUND':
      return `no machine is known by the name ${where}; correct the setting.`;
    case 'EADDRINUSE':
      return `${where} is in use by another process; choose another PORT or stop that process.`;
    case 'EADDRNOTAVAIL':
      return `${where} is no address of this machine; correct HOST.`;
    case 'EACCES':
      return `this user may not listen on ${where}; choose a PORT above 1023.`;
    default:
      return undefined;
  }
}

function firstLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .find(Boolean);
}
