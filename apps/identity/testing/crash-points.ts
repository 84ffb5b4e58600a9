/**
 * To be imported first: points are read when `@seatkeeper/service` is loaded. Each is passed over again once it
 * was hit, so that one story can end at every one of them in turn.
 */
export const POINTS = {
  invite: ['identity.invite.afterInsert', 'identity.invite.afterClaim', 'identity.invite.afterInvited'],
  join: ['identity.join.afterClaim'],
  arrive: ['identity.arrive.afterBegin', 'identity.arrive.afterClaim', 'identity.arrive.afterInvited'],
  waitList: ['identity.waitList.afterClaim'],
  deactivate: [
    'identity.deactivate.afterRelease',
    'identity.deactivate.afterStatus',
    'identity.deactivate.afterFree',
    'identity.deactivate.afterReassign',
    'identity.deactivate.afterReport',
  ],
  reactivate: ['identity.reactivate.afterClaim', 'identity.reactivate.afterStatus'],
  update: ['identity.update.afterClaim', 'identity.update.afterWrite', 'identity.update.afterFree'],
  replace: [
    'identity.replace.afterHold',
    'identity.replace.afterRelease',
    'identity.replace.afterStatus',
    'identity.replace.afterSwap',
    'identity.replace.afterInstall',
    'identity.replace.afterReassign',
    'identity.replace.afterReport',
  ],
  ban: ['identity.ban.afterRelease'],
  place: ['identity.placing.afterAnnouncement', 'identity.placing.afterClimb', 'identity.placing.afterWrite'],
} as const;

process.env['CRASH_AT'] = Object.values(POINTS).flat().join(',');
