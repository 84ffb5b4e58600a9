import { createHash, createHmac } from 'node:crypto';

type LinkPurpose = 'invitation' | 'confirmation' | 'password-reset';

/** The secret part of a link for a purpose. Derived, so that no queue, event or document ever has to hold it. */
export const linkToken = (secret: Buffer, purpose: LinkPurpose, id: string): string =>
  createHmac('sha256', secret).update(`${purpose}:${id}`).digest('base64url');

/** What is stored of a token: enough to find what it is for, useless to open it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');
