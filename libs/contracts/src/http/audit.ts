import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  AuditEntry,
  AuditFilter,
  AuditSeal,
  getAuditSeal,
  listAudit,
  readAuditExport,
} from '../identity/audit.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

export const auditEndpoint = defineEndpoint({
  id: 'audit',
  method: 'GET',
  path: '/v1/audit',
  tag: 'Audit',
  summary: 'What happened in the account, newest first',
  access: 'audit.read',
  query: z.strictObject({ ...AuditFilter.shape, ...listQuery }),
  answers: { 200: { description: 'A page of audit entries', body: pageOf(AuditEntry) } },
  faults: faultsOf(listAudit),
});

export const auditSealEndpoint = defineEndpoint({
  id: 'auditSeal',
  method: 'GET',
  path: '/v1/audit/seal',
  tag: 'Audit',
  summary: 'How far the audit log is sealed, and by which hash',
  description: `Entries get under seals, each of which has a hash of every entry in it and of the seal before. So the hash of the last seal
follows from the whole log: note it where nobody of your vendor can write, and have the log verified against it later.`,
  access: 'audit.read',
  answers: { 200: { description: 'The last seal', body: AuditSeal } },
  faults: faultsOf(getAuditSeal),
});

export const exportAuditEndpoint = defineEndpoint({
  id: 'exportAudit',
  method: 'GET',
  path: '/v1/audit.csv',
  tag: 'Audit',
  summary: 'The audit log as a CSV file, with the filters of the list, newest first',
  description: `UTF-8 with a byte order mark, commas, and CRLF at the ends of rows; \`changes\` and \`detail\` are JSON. Cells that a spreadsheet
would run as a formula have an apostrophe in front.

Rows are sent as they are read: a file that does not end with its last row was broken off, and the connection with it. The log says who exported
it, and how many entries. What is written down meanwhile is not in the file.`,
  access: 'audit.read',
  query: z.strictObject(AuditFilter.shape),
  answers: { 200: { description: 'The file', type: 'text/csv' } },
  faults: faultsOf(readAuditExport),
});
