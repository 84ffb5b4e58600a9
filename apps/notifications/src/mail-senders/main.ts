import { defineSettings, mongoSettings, runCommand } from '@seatkeeper/service';
import mongoose from 'mongoose';
import { senderKeySettings } from '../settings.js';
import { ResealingRepository } from './resealing.repository.js';

await runCommand(
  defineSettings({ ...mongoSettings, ...senderKeySettings }),
  async (settings, words, print) => {
    if (words.length > 0) {
      print('Seals passwords of mail servers anew with SENDER_KEY: npm run reseal:senders');
      return words.includes('--help') ? 0 : 2;
    }
    const client = await new mongoose.mongo.MongoClient(settings.MONGODB_URI).connect();
    try {
      const db = client.db(`${settings.MONGODB_DATABASE_PREFIX}-notifications`);
      const { anew, before, lost } = await new ResealingRepository(db).sealAnew({
        newest: settings.SENDER_KEY,
        retired: settings.RETIRED_SENDER_KEYS,
      });
      print(`Sealed anew: ${anew}. With the newest key already: ${before}.`);
      for (const accountId of lost)
        print(
          `No key opens the password of ${accountId}: name the key that sealed it in RETIRED_SENDER_KEYS, or have the server set up again.`,
        );
      if (lost.length === 0) print('No password needs an earlier key any more.');
      return lost.length === 0 ? 0 : 1;
    } finally {
      await client.close();
    }
  },
);
