import type { Answer } from '@seatkeeper/client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client.js';

export type SenderView = Answer<'/v1/mail-settings/sender', 'get'>;
export type Sender = NonNullable<SenderView['sender']>;

/** The mail server of the account's own, if it has one. */
export const senderQuery = queryOptions({
  queryKey: ['sending', 'server'],
  queryFn: ({ signal }) => api.get('/v1/mail-settings/sender', { signal }),
});

/** Which kinds of mail the account sends. */
export const accountMailsQuery = queryOptions({
  queryKey: ['sending', 'kinds'],
  queryFn: ({ signal }) => api.get('/v1/mail-settings', { signal }),
});
