import { Sealer } from '@seatkeeper/service';
import type mongoose from 'mongoose';
import { sealedFor } from './sealed-for.js';
import { mailSenders, type StoredMailSender } from './mail-senders.schema.js';

/** What became of the passwords that are stored: what was sealed anew, was right already, or opens with no key. */
export interface Resealed {
  readonly anew: number;
  readonly before: number;
  readonly lost: readonly string[];
}

/**
 * Seals with the newest key what earlier ones have sealed. May run while the services do, as often as one likes: a password that is
 * changed meanwhile stays as it is then.
 */
export async function resealSenders(
  db: mongoose.mongo.Db,
  keys: { readonly newest: string; readonly retired: readonly string[] },
): Promise<Resealed> {
  const sealer = new Sealer(keys.newest, keys.retired);
  const senders = db.collection<StoredMailSender>(mailSenders.name);
  const lost: string[] = [];
  let [anew, before] = [0, 0];
  for await (const { _id, accountId, server } of senders.find({ 'server.sealed': { $exists: true } })) {
    const sealed = server?.sealed;
    if (!server || sealed === undefined) continue;
    if (sealer.isNewest(sealed)) {
      before += 1;
      continue;
    }
    const owner = sealedFor(accountId, server);
    const password = opened(sealer, sealed, owner);
    if (!password) {
      lost.push(accountId);
      continue;
    }
    const mine = { _id, 'server.sealed': sealed };
    await senders.updateOne(mine, { $set: { 'server.sealed': sealer.seal(password, owner) } });
    anew += 1;
  }
  return { anew, before, lost };
}

function opened(sealer: Sealer, sealed: string, owner: string): Buffer | null {
  try {
    return sealer.open(sealed, owner);
  } catch {
    return null;
  }
}
