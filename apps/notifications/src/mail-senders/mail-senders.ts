import {
  type Actor,
  type Change,
  Fault,
  type FieldError,
  mailSenderChanged,
  mailSenderRemoved,
  mailSenderTested,
  type NewMailSender,
} from '@seatkeeper/contracts';
import { type Change as Update, event, type NewEvent } from '@seatkeeper/mongo';
import type { z } from 'zod';
import type { OwnServer, SenderTest, StoredMailSender } from './mail-senders.schema.js';

export type WantedSender = z.output<typeof NewMailSender>;

/** What becomes of the sender of an account, and the events that say so: both go into one write. */
export interface SenderChange {
  update: Update<StoredMailSender>;
  events: NewEvent[];
}

/** A server, and one as whom it is spoken to: a password is for these and no other. */
type Login = Pick<OwnServer, 'host' | 'port' | 'security'> & { user?: string | null | undefined };

const isSameLogin = (one: Login, other: Login): boolean =>
  one.host === other.host &&
  one.port === other.port &&
  one.security === other.security &&
  (one.user ?? null) === (other.user ?? null);

/** What a test that went through says nothing about any more, once it differs. */
const WHAT_WAS_TESTED = ['server', 'password', 'from'] as const;
export type Touched = (typeof WHAT_WAS_TESTED)[number];

/** What of a server differs from the one before: the server with its user, the password, the address mails come from. */
export function touched(before: OwnServer | undefined, wanted: WantedSender): Touched[] {
  if (!before) return [...WHAT_WAS_TESTED];
  return [
    ...(isSameLogin(before, wanted) ? [] : (['server'] as const)),
    ...(wanted.password === undefined ? [] : (['password'] as const)),
    ...(before.from.address === wanted.from.address ? [] : (['from'] as const)),
  ];
}

/** Another server, user or password would let somebody else read what is sent: links that let people in. */
export const isHandedOver = (what: readonly Touched[]): boolean =>
  what.includes('server') || what.includes('password');

/**
 * Refuses with `validation-failed` what cannot be set up here. A password goes to the server it was given for, and to no other: who may
 * name a server has not thereby learnt the password.
 */
export function refuseSender(
  before: OwnServer | undefined,
  wanted: WantedSender,
  allowed: { plain: boolean; address: (host: string) => boolean },
): Fault | null {
  const errors: FieldError[] = [];
  if (!allowed.address(wanted.host))
    errors.push({ path: 'host', message: 'Expected a server that the internet knows' });
  if (wanted.security === 'none' && !allowed.plain)
    errors.push({ path: 'security', message: 'Expected tls or starttls: nothing is sent unencrypted' });
  if (wanted.user === null && wanted.password !== undefined)
    errors.push({ path: 'user', message: 'Say whose password it is' });
  const isKept = before?.sealed !== undefined && isSameLogin(before, wanted);
  if (wanted.user !== null && wanted.password === undefined && !isKept)
    errors.push({ path: 'password', message: 'Give the password again: the server or the user is another' });
  return errors.length > 0 ? new Fault('validation-failed', { errors }) : null;
}

/** Sets the server up as it is wanted; null when everything is so already. `seal` seals a password for who it belongs to. */
export function changed(
  stored: StoredMailSender,
  { password, user, replyTo, perMinute, ...wanted }: WantedSender,
  seal: (password: string, server: Login) => string,
  by: Actor,
  now: Date,
): SenderChange | null {
  const before = stored.server;
  const what = touched(before, { password, user, replyTo, perMinute, ...wanted });
  const sealed = password === undefined ? before?.sealed : seal(password, { ...wanted, user });
  const server: OwnServer = {
    ...wanted,
    ...(user !== null && { user, ...(sealed !== undefined && { sealed }) }),
    ...(replyTo !== null && { replyTo }),
    ...(perMinute !== null && { perMinute }),
    changedAt: now,
  };
  const changes = changesOf(before, server, what);
  if (changes.length === 0) return null;
  const { _id, accountId, revision } = stored;
  const data = { accountId, actor: by, changes };
  return {
    update: {
      set: { server, revision: revision + 1 },
      // What is known of the server is of the one before, and so is a test that is under way.
      unset: what.length > 0 ? ['isVerified', 'lastTest', 'failures', 'failing', 'testBegunAt'] : [],
    },
    events: [event(mailSenderChanged, _id, data, now)],
  };
}

/** Null when there is none. */
export function removed(stored: StoredMailSender, by: Actor, now: Date): SenderChange | null {
  const { _id, accountId, revision, server } = stored;
  if (!server) return null;
  const data = { accountId, actor: by, host: server.host };
  return {
    update: {
      set: { revision: revision + 1 },
      unset: ['server', 'isVerified', 'lastTest', 'failures', 'failing', 'testBegunAt'],
    },
    events: [event(mailSenderRemoved, _id, data, now)],
  };
}

/** Somebody waits for each, and holds one of the turns of this service: one at a time, and some seconds between two. */
const LONGEST_TEST_MS = 35_000;
const BETWEEN_TESTS_MS = 3_000;

export function refuseTest(
  { testBegunAt, lastTest }: { readonly testBegunAt?: Date; readonly lastTest?: { readonly at: Date } },
  now: Date,
): Fault | null {
  if (!testBegunAt) return null;
  const isOver = lastTest !== undefined && lastTest.at >= testBegunAt;
  const waitMs = testBegunAt.getTime() + (isOver ? BETWEEN_TESTS_MS : LONGEST_TEST_MS) - now.getTime();
  if (waitMs <= 0) return null;
  return new Fault('too-many-requests', {
    detail: isOver ? 'A test has just been sent: wait some seconds.' : 'A test is under way.',
    members: { retryAfter: Math.ceil(waitMs / 1_000) },
  });
}

/** Notes how a test went; null when the server was changed meanwhile, and the test says nothing of what is there now. */
export function tested(
  stored: StoredMailSender,
  revision: number,
  test: SenderTest,
  by: Actor,
): SenderChange | null {
  const { _id, accountId, server } = stored;
  if (!server || stored.revision !== revision) return null;
  const data = { accountId, actor: by, host: server.host, sent: test.sent };
  return {
    update: {
      set: { lastTest: test, ...(test.sent && { isVerified: true }) },
      unset: test.sent ? ['failures', 'failing'] : [],
    },
    events: [event(mailSenderTested, _id, data, test.at)],
  };
}

const shown = (server: OwnServer | undefined) => ({
  host: server?.host ?? null,
  port: server?.port ?? null,
  security: server?.security ?? null,
  user: server?.user ?? null,
  fromName: server?.from.name ?? null,
  fromAddress: server?.from.address ?? null,
  replyTo: server?.replyTo ?? null,
  perMinute: server?.perMinute ?? null,
  whenFailing: server?.whenFailing ?? null,
});

/** Of a password it is told that it is another one, and never which. */
function changesOf(before: OwnServer | undefined, after: OwnServer, what: readonly Touched[]): Change[] {
  const [was, is] = [shown(before), shown(after)];
  const fields = Object.keys(is) as (keyof typeof is)[];
  const had = before?.sealed !== undefined;
  const has = after.sealed !== undefined;
  return [
    ...fields
      .filter((field) => was[field] !== is[field])
      .map((field) => ({ field, before: was[field], after: is[field] })),
    ...(had !== has || (has && what.includes('password'))
      ? [{ field: 'password', before: had, after: has }]
      : []),
  ];
}
