import { auditEndpoint, auditSealEndpoint, getAuditSeal, listAudit, pageFrom } from '@seatkeeper/contracts';
import { asks, controllerOf } from '../http/asking.controllers.js';
import { inAccount } from './by.js';

export const AuditController = controllerOf('AuditController', [
  asks(auditEndpoint, listAudit, (call) => {
    const { limit, cursor, count, ...filter } = call.query;
    return { ...inAccount(call), filter, page: pageFrom({ limit, cursor, count }) };
  }),
  asks(auditSealEndpoint, getAuditSeal, inAccount),
]);
