import { crash, Sealer } from '@seatkeeper/service';
import type mongoose from 'mongoose';
import { sealedFor } from './sealed-for.js';
import { mailSenders, type StoredMailSender } from './mail-senders.schema.js';

/** What became of the passwords that are stored: what was sealed anew, was right already, or opens with no key. */
export interface Resealed {
  readonly anew: number;
  readonly before: number;
  readonly lost: readonly string[];
}

/** The passwords of all accounts, for the command that seals them anew. */
export class ResealingRepository {
  private readonly senders: mongoose.mongo.Collection<StoredMailSender>;

  constructor(db: mongoose.mongo.Db) {
    this.senders = db.collection<StoredMailSender>(mailSenders.name);
  }

  /**
   * Seals with the newest key what earlier ones have sealed. May run while the services do, as often as one likes: a password that is
   * changed meanwhile stays as it is then.
   */
  async sealAnew(keys: { readonly newest: string; readonly retired: readonly string[] }): Promise<Resealed> {
    const sealer = new Sealer(keys.newest, keys.retired);
    const lost: string[] = [];
    let [anew, before] = [0, 0];
    const sealedOnes = this.senders.find({ 'server.sealed': { $exists: true } });
    for await (const { _id, accountId, server } of sealedOnes) {
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
      const change = { $set: { 'server.sealed': sealer.seal(password, owner) } };
      anew += (await this.senders.updateOne(mine, change)).modifiedCount;
      crash('notifications.reseal.afterWrite');
    }
    return { anew, before, lost };
  }
}

function opened(sealer: Sealer, sealed: string, owner: string): Buffer | null {
  try {
    return sealer.open(sealed, owner);
  } catch {
    return null;
  }
}
