import {
  ada,
  arrival,
  auditEntry,
  departure,
  group,
  ids,
  liam,
  liamActive,
  liamBanned,
  liamGone,
  liamRevoked,
  liamWaiting,
  mei,
  page,
} from './harbour-lane.js';

/** What calls about users answer, their export and import included. */
export const userAnswers = {
  listUsers: { 200: page(mei, ada) },
  inviteUser: { 201: liam, 202: liamWaiting },
  getUser: { 200: liamActive },
  updateUser: {
    200: {
      ...liamActive,
      title: 'Partner',
      phones: { cell: '+447700967245' },
      department: null,
      departmentId: null,
    },
  },
  exportUsers: {
    200:
      '\uFEFFUsername,Email,First name,Last name,Title,Department\r\n' +
      'liam.osei@harbour-lane.example,liam.osei@harbour-lane.example,Liam,Osei,,Litigation\r\n',
  },
  importUsers: { 202: { importId: ids.import } },
  getUserImport: {
    200: {
      id: ids.import,
      state: 'finished',
      detail: null,
      progress: { total: 2, done: 2, invited: 1, planned: 0, waitListed: 0, failed: 1 },
      createdAt: '2026-03-09T09:14:58.000Z',
      finishedAt: '2026-03-09T09:15:01.000Z',
      rows: page(
        {
          line: 2,
          username: 'liam.osei@harbour-lane.example',
          outcome: 'invited',
          userId: ids.liam,
          code: null,
          detail: null,
          errors: [],
          warnings: [],
        },
        {
          line: 3,
          username: 'noa.levi@harbour-lane.example',
          outcome: 'failed',
          userId: null,
          code: 'no-free-seat',
          detail: 'All 10 seats of core are in use.',
          errors: [],
          warnings: [],
        },
      ),
    },
  },
  resendInvitation: { 200: { ...liam, version: 4 } },
  revokeInvitation: { 200: liamRevoked },
  deactivateUser: { 200: { user: liamGone, seatsFreed: 1, reassignmentId: ids.reassignment } },
  planDeparture: { 200: departure },
  getDeparture: { 200: { departure } },
  listDepartures: { 200: page(departure) },
  planArrival: { 200: arrival },
  getArrival: { 200: { arrival } },
  listArrivals: { 200: page(arrival) },
  inviteArrival: { 200: liam },
  reactivateUser: { 200: { ...liamActive, version: 7 } },
  banUser: { 200: liamBanned },
  unbanUser: { 200: { ...liamActive, version: 6 } },
  replaceUser: {
    200: {
      user: liamGone,
      replacement: mei,
      seatsSwapped: 1,
      groupsManaged: 0,
      reassignmentId: ids.reassignment,
    },
  },
  userPermissions: {
    200: { items: group.permissions.map((permission) => ({ permission, via: [group.name] })), manages: [] },
  },
  userHistory: { 200: page(auditEntry) },
};
