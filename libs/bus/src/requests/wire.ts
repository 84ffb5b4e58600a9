import { FaultData, type Fault } from '@seatkeeper/contracts';
import { z } from 'zod';

const DEADLINE = 'x-deadline';

/** Tells a receiver until when somebody waits for the answer, in milliseconds since 1970 by the clocks of both. */
export const writeDeadline = (untilMs: number): Record<string, number> => ({ [DEADLINE]: untilMs });

/** Nobody waits any more: the one who asked has been told so, and may have done something else since. */
export function isPastDeadline(headers: Record<string, unknown> | undefined): boolean {
  const deadline = headers?.[DEADLINE];
  return typeof deadline === 'number' && deadline < Date.now();
}

const ACCOUNT = 'x-account';

/** Tells a receiver whose request it is before the body is read; nothing where no account is named. */
export function writeAccount(input: unknown): Record<string, string> {
  const { accountId } = (input ?? {}) as { accountId?: unknown };
  return typeof accountId === 'string' ? { [ACCOUNT]: accountId } : {};
}

/** All that names no account, as sign-ins do, is one of its own. */
export const readAccount = (headers: Record<string, unknown> | undefined): string => {
  const account = headers?.[ACCOUNT];
  return typeof account === 'string' ? account : '';
};

/** The body of an answer: a result of the contract, or a fault. */
const Reply = z.union([
  z.object({ answer: z.unknown().optional() }).strict(),
  z.object({ fault: FaultData }).strict(),
]);
export type Reply = z.infer<typeof Reply>;

export const writeAnswer = (answer: unknown): Buffer => Buffer.from(JSON.stringify({ answer }));
export const writeFault = (fault: Fault): Buffer => Buffer.from(JSON.stringify({ fault: fault.toData() }));

/** Null when the bytes are not a reply of this bus. */
export function readReply(body: Buffer): Reply | null {
  const json = readJson(body);
  if (!json.ok) return null;
  return Reply.safeParse(json.value).data ?? null;
}

export function readJson(body: Buffer): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: body.length === 0 ? undefined : JSON.parse(body.toString('utf8')) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}
