import { isDeepStrictEqual } from 'node:util';
import { type Migration, rewriteDocuments } from '@seatkeeper/mongo';
import { termsOf } from './records.js';
import { records, type StoredRecord } from './records.schema.js';

/** Words of a search were folded otherwise before. */
const foldTerms: Migration = {
  id: '2026-11-24-search-terms',
  run: (db, alive) =>
    rewriteDocuments<StoredRecord>(
      db,
      records.name,
      ['title', 'externalId', 'terms'],
      (record) => {
        const terms = termsOf(record);
        return isDeepStrictEqual(terms, record.terms) ? null : { terms };
      },
      alive,
    ),
};

export const recordMigrations = [foldTerms];
