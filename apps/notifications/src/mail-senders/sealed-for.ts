import type { OwnServer } from './mail-senders.schema.js';

/** Whose a password is: copied to another account, or beside another server or user, it does not open. */
export const sealedFor = (
  accountId: string,
  { host, port, user }: Pick<OwnServer, 'host' | 'port'> & { user?: string | null | undefined },
): string => ['mail-sender', accountId, host, port, user ?? ''].join('\n');
