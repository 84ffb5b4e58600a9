/** To be imported first, as those of the flows are. Each is passed over again once it was hit. */
export const BULK_POINTS = {
  start: ['identity.bulk.afterList', 'identity.bulk.afterJob'],
  work: ['identity.bulk.afterActs', 'identity.bulk.afterItems'],
  end: ['identity.bulk.afterStop', 'identity.bulk.afterRetry'],
} as const;

process.env['CRASH_AT'] = Object.values(BULK_POINTS).flat().join(',');
