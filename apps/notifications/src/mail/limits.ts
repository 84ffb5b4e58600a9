import type { NotificationsSettings } from '../settings.js';
import type { Limits } from './deadline.js';

export const CONNECT_MS = 10_000;
/** Until a mail is handed over: a server that trickles its replies is not silent, and would hold the connection for ever. */
const HAND_OVER_MS = 60_000;

export const limitsOf = ({
  SMTP_ANSWER_SECONDS,
}: Pick<NotificationsSettings, 'SMTP_ANSWER_SECONDS'>): Limits => ({
  handOverMs: HAND_OVER_MS,
  answerMs: SMTP_ANSWER_SECONDS * 1_000,
});
