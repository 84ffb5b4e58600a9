import { linkPaths } from '@seatkeeper/contracts';
import { saysNoMailbox, statusOfReply } from './enhanced-status.js';

/** How one attempt to hand a mail to the mail server ended, and in what words. */
export interface Outcome {
  /**
   * `sent`: the server took it. `refused`: it never will. `later`: it may, another time. `unknown`: it has the mail, and
   * never said whether it keeps it.
   */
  kind: 'sent' | 'refused' | 'later' | 'unknown';
  answer: string;
  /** Of one that was refused: because there is no such mailbox. */
  noMailbox?: true;
  /** Whether a mail server answered at all. */
  reached: boolean;
}

/** What nodemailer says of a failure. */
interface SmtpFailure {
  message: string;
  code?: unknown;
  command?: unknown;
  response?: unknown;
  responseCode?: unknown;
}

/** Commands that are about this one message; all others (greeting, EHLO, STARTTLS, AUTH) are about us and our setup. */
const ABOUT_THE_MESSAGE = /^(MAIL FROM|RCPT TO|DATA)$/;

/** Replies that ask for a sign-in or encryption: an operator can cure them, so the mail waits. */
const ABOUT_SIGNING_IN = new Set([530, 534, 535, 538]);
/** Wrong order of commands: it says something about the session, nothing about the message. */
const BAD_SEQUENCE = 503;

/** An address that cannot be written into an envelope, before any server has seen it. */
const LOCAL_REFUSALS = /^(No recipients defined|Invalid recipient|Message size larger than allowed)/;

const ANSWER_MAX = 500;

export const taken = (response: string): Outcome => ({
  kind: 'sent',
  answer: oneLine(response),
  reached: true,
});

export const unknown = (): Outcome => ({
  kind: 'unknown',
  answer: 'The mail server got the mail and did not say whether it took it.',
  reached: true,
});

/** How an attempt ended, and whether that was about the server or this service, and not about the message. */
export interface Attempted {
  outcome: Outcome;
  isOfServer: boolean;
}

/** The same of a failure. Who has a server for themselves mends what it says of their sender. */
export function attemptedOf(error: unknown, clean: (words: string) => string): Attempted {
  const outcome = outcomeOf(error, clean);
  const { command, responseCode } = isFailure(error) ? error : {};
  const isAnswered =
    outcome.reached &&
    /^(RCPT TO|DATA)$/.test(String(command)) &&
    !ABOUT_SIGNING_IN.has(Number(responseCode));
  return { outcome, isOfServer: !isAnswered && !(outcome.kind === 'refused' && !outcome.reached) };
}

/** A refusal of the message is final; a refusal of the connection, of us, or no answer at all, is for another time. */
export function outcomeOf(error: unknown, clean = (words: string): string => words): Outcome {
  if (!isFailure(error)) return { kind: 'later', answer: oneLine(clean(String(error))), reached: false };
  const { message, code, command, response, responseCode } = error;
  const answer = oneLine(clean(typeof response === 'string' ? response : message));
  const refused =
    typeof responseCode === 'number'
      ? isFinal(responseCode) && code !== 'EAUTH' && ABOUT_THE_MESSAGE.test(String(command))
      : LOCAL_REFUSALS.test(message);
  const noMailbox = refused && saysNoMailbox(statusOfReply(answer) ?? '');
  return {
    kind: refused ? 'refused' : 'later',
    answer,
    ...(noMailbox && { noMailbox }),
    reached: typeof responseCode === 'number',
  };
}

const isFinal = (code: number): boolean =>
  code >= 500 && code < 600 && code !== BAD_SEQUENCE && !ABOUT_SIGNING_IN.has(code);

/** One line of printable text: an answer is shown to people and written to logs. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, ANSWER_MAX);

const LINKS = new RegExp(`\\b(${Object.values(linkPaths).join('|')})/[^\\s<>"']+`, 'g');

/**
 * The words of a mail server may quote the mail, and a link in it. They are stored, told and shown to administrators,
 * who are not whom the link is for.
 */
export const withoutSecrets = (answer: string, token: string | undefined): string =>
  (token ? answer.replaceAll(token, '…') : answer).replace(LINKS, '$1/…');

const isFailure = (error: unknown): error is SmtpFailure => error instanceof Error;
