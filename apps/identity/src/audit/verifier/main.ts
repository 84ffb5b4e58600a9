import { defineSettings, mongoSettings, runCommand } from '@seatkeeper/service';
import mongoose from 'mongoose';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readAnchors } from './anchors.js';
import { AuditBooksRepository } from './audit-books.repository.js';
import { AuditVerifierService } from './audit-verifier.service.js';
import { tellAnchorless, tellVerdict, USAGE } from './report.js';

await runCommand(defineSettings(mongoSettings), async (settings, words, print) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { anchors: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help || positionals.length > 1) {
    print(USAGE);
    return values.help ? 0 : 2;
  }
  const file = values.anchors;
  const anchors = file === undefined ? null : await readAnchors((await open(file)).readLines(), file);
  const client = await new mongoose.mongo.MongoClient(settings.MONGODB_URI).connect();
  try {
    const books = new AuditBooksRepository(client.db(`${settings.MONGODB_DATABASE_PREFIX}-identity`));
    const verifier = new AuditVerifierService(books);
    const [slug] = positionals;
    const seen = new Set<string>();
    let isRight = true;
    for await (const account of books.accounts(slug)) {
      const verdict = await verifier.verify(account, anchors?.get(account._id) ?? []);
      print(values.json ? JSON.stringify(verdict) : tellVerdict(verdict));
      isRight &&= verdict.findings.length === 0;
      seen.add(account._id);
    }
    if (slug !== undefined && seen.size === 0) throw new Error(`There is no account ${slug}.`);
    const gone = slug === undefined ? [...(anchors?.keys() ?? [])].filter((id) => !seen.has(id)) : [];
    for (const accountId of gone) print(tellAnchorless(accountId));
    return isRight && gone.length === 0 ? 0 : 1;
  } finally {
    await client.close();
  }
});
