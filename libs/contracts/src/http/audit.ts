import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { AuditEntry, AuditFilter, listAudit } from '../identity/audit.js';
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
