import { createHash, createHmac } from 'node:crypto';

/** The secret part of a link. Derived, so that no queue, event or document ever has to hold it. */
export const invitationToken = (secret: Buffer, invitationId: string): string =>
  createHmac('sha256', secret).update(`invitation:${invitationId}`).digest('base64url');

/** What is stored of a token: enough to find the invitation, useless to open it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
