import { affiliateAnswers } from './affiliates.js';
import { bulkJobAnswers } from './bulk-jobs.js';
import {
  account,
  ada,
  apiKey,
  auditEntry,
  auditSeal,
  customField,
  department,
  group,
  memberGroup,
  ids,
  liam,
  liamActive,
  office,
  page,
  recoveryCodes,
  secondFactor,
  seniority,
  session,
  tokens,
  view,
} from './harbour-lane.js';
import { awaiting, catalog, completed, entitlements, invoice, quoted, reduction } from './orders.js';
import { mailAnswers } from './mails.js';
import { offboardingAnswers } from './offboardings.js';
import { operatorAnswers } from './operators.js';
import { provisioningAnswers } from './provisioning.js';
import { recordAnswers } from './records.js';
import { userAnswers } from './users.js';
import { seatAnswers } from './seats.js';
import { sharingAnswers } from './sharing.js';
import { ssoAnswers } from './sso.js';
import { webhookAnswers } from './webhooks.js';

const emailChange = {
  account: { name: account.name, slug: account.slug },
  locale: account.locale,
  sentTo: 'ada.quill@quill.example',
};

/** What the API answers when all goes well: by the id of the call and the status. A test holds each to its schema. */
export const answerExamples: Readonly<Record<string, Readonly<Record<number, unknown>>>> = {
  signingKeys: {
    200: {
      keys: [
        {
          kty: 'EC',
          crv: 'P-256',
          x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
          y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
          kid: 'oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U',
          alg: 'ES256',
          use: 'sig',
        },
      ],
    },
  },
  signUp: { 201: { account, user: ada } },
  getAccount: { 200: account },
  confirmAddress: {
    200: {
      account: { name: account.name, slug: account.slug },
      locale: account.locale,
      sentTo: ada.email,
      state: 'confirmed',
    },
  },
  viewEmailChange: { 200: { ...emailChange, state: 'open' } },
  confirmEmailChange: { 200: { ...emailChange, state: 'confirmed' } },
  cancelEmailChange: { 200: { ...ada, version: 4 } },
  resendConfirmation: { 200: { confirmed: false, sentTo: ada.email } },
  updateAccount: {
    200: { ...account, locale: 'fr', policies: { ...account.policies, sessionDays: 14 }, version: 2 },
  },
  signIn: { 200: tokens },
  refresh: { 200: { ...tokens, refreshToken: 'ses_5t8y2u7i4o1p9a6s3d0fg.2.bmV4dC1vZi10aGUtZXhhbXBsZQ' } },
  changePassword: { 200: tokens },
  listOwnFactors: { 200: { items: [{ ...secondFactor, recoveryCodesLeft: 8 }], required: true } },
  enrolFactor: {
    201: {
      id: secondFactor.id,
      kind: 'totp',
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      uri:
        'otpauth://totp/Seatkeeper:harbour-lane%20ada.quill%40harbour-lane.example?issuer=Seatkeeper' +
        '&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
      expiresAt: '2026-03-10T09:00:00.000Z',
    },
  },
  getProof: { 200: { provedUntil: null, asks: ['password', 'otp'] } },
  prove: { 200: { provedUntil: '2026-03-10T09:05:00.000Z', asks: ['password', 'otp'] } },
  confirmFactor: { 200: recoveryCodes },
  renewRecoveryCodes: { 200: recoveryCodes },
  listUserFactors: { 200: { items: [], required: true } },
  listOwnSessions: { 200: { items: [session] } },
  listInvitations: {
    200: page({
      ...liam.invitation,
      user: {
        id: liam.id,
        username: liam.username,
        firstName: liam.firstName,
        lastName: liam.lastName,
        status: liam.status,
      },
      invitedBy: { type: 'user', id: ada.id },
    }),
  },
  listApiKeys: { 200: { items: [{ ...apiKey, lastUsedAt: '2026-03-12T16:41:00.000Z' }] } },
  createApiKey: {
    201: { ...apiKey, key: `${apiKey.prefix}_b25seS1hbi1leGFtcGxlLW9ubHktYW4tZXhhbXBsZT9` },
  },
  listUserSessions: { 200: { items: [{ ...session, current: false }] } },
  me: { 200: { user: liamActive, account, permissions: group.permissions, entitlements } },
  audit: { 200: page(auditEntry) },
  auditSeal: { 200: auditSeal },
  exportAudit: {
    200:
      '\uFEFFid,at,actorType,actorId,apiKeyId,action,targetKind,targetId,changes,detail,requestId,address,seal,actorAccountId,actorName,actorAccount\r\n' +
      `${auditEntry.id},${auditEntry.at},user,${auditEntry.actor.id},,${auditEntry.action},user,${auditEntry.target.id},,` +
      `"{""reason"":""Left the firm""}",${auditEntry.requestId},${auditEntry.address},${auditEntry.seal},,,\r\n`,
  },
  catalog: { 200: catalog },
  entitlements: { 200: entitlements },
  bookReduction: { 201: reduction },
  listReductions: { 200: { items: [reduction] } },
  chooseRenewal: { 200: { product: 'core', renews: false, at: '2027-02-28T10:00:00Z' } },
  placeOrder: { 201: quoted },
  listOrders: { 200: page(awaiting) },
  getOrder: { 200: awaiting },
  getPaymentMethod: {
    200: {
      card: {
        brand: 'visa',
        last4: '4242',
        expMonth: 12,
        expYear: 2029,
        savedAt: '2026-03-09T08:00:00.000Z',
        expired: false,
      },
    },
  },
  takePaymentReport: { 200: { known: true } },
  checkOutOrder: { 200: { status: awaiting.status, order: awaiting } },
  checkOutInvoice: { 200: { checkoutUrl: 'https://checkout.stripe.com/c/pay/cs_test_a1b2c3' } },
  listInvoices: { 200: page(invoice) },
  getInvoice: { 200: invoice },
  listAwaitingOrders: { 200: { items: [awaiting] } },
  listUnpaidInvoices: { 200: { items: [{ ...invoice, accountId: ids.account }] } },
  notePayment: {
    200: { ...invoice, accountId: ids.account, status: 'paid', paidAt: '2026-12-01T09:00:00Z' },
  },
  approveOrder: { 200: completed },
  ...operatorAnswers,
  getBillingPolicy: {
    200: {
      accountId: ids.account,
      graceDays: 30,
      afterGrace: 'refuse-claims',
      overage: 'none',
      freezeDays: null,
    },
  },
  changeBillingPolicy: {
    200: {
      accountId: ids.account,
      graceDays: 60,
      afterGrace: 'suspend-newest',
      overage: 'quarter',
      freezeDays: 21,
    },
  },
  reconciliation: {
    200: {
      products: [{ product: 'core', shouldHold: 9, held: 8, purchased: 8, purchasedByLedger: 8 }],
      differences: {
        items: [
          {
            userId: ids.liam,
            product: 'core',
            kind: 'user-without-seat',
            since: '2026-03-12T09:00:35.000Z',
            seenAt: '2026-03-12T09:05:36.000Z',
          },
        ],
        more: false,
      },
      repairs: {
        items: [
          {
            id: ids.event,
            at: '2026-03-10T14:20:05.000Z',
            product: 'core',
            kind: 'freed',
            cause: 'seat-without-user',
            seatId: 'trial:4',
            userId: ids.mei,
          },
        ],
        more: false,
      },
    },
  },
  listLicenses: {
    200: {
      items: [
        {
          product: 'core',
          plan: 'standard',
          purchased: 10,
          used: 10,
          free: 0,
          overAllocated: 0,
          scheduled: [],
          level: 'exhausted',
          waiting: 2,
        },
      ],
    },
  },
  usage: {
    200: {
      product: 'core',
      timeZone: 'Europe/Paris',
      peak: 4,
      items: [
        { day: '2026-03-10', purchased: 5, used: 3, peak: 3, claimed: 0, freed: 0 },
        { day: '2026-03-11', purchased: 25, used: 3, peak: 4, claimed: 1, freed: 1 },
      ],
    },
  },
  listSeats: {
    200: {
      items: [{ id: 'INV-2026-117/3', product: 'core', userId: ids.liam, since: '2026-03-09T09:15:00.000Z' }],
      nextCursor: 'eyJhZnRlciI6IklOVi0yMDI2LTExNy8zIn0',
      total: 10,
    },
  },
  listLedger: {
    200: page(
      {
        id: 'evt_8d3f6g1h9j4k7l2q5w0er',
        at: '2026-03-09T09:15:00.000Z',
        product: 'core',
        kind: 'claimed',
        purchased: 0,
        used: 1,
        cause: {
          actor: { type: 'user', id: ids.ada },
          seatId: 'INV-2026-117/3',
          userId: ids.liam,
        },
      },
      {
        id: 'evt_1q6w3e8r5t2y7u4i9o0pa',
        at: '2026-03-02T12:00:00.000Z',
        product: 'core',
        kind: 'purchased',
        purchased: 10,
        used: 0,
        cause: {
          actor: { type: 'billing', id: '/billing/acme-erp' },
          eventId: 'invoice-2026-117',
          purchaseId: 'INV-2026-117',
        },
      },
    ),
  },
  listGroups: { 200: page(memberGroup, group) },
  createGroup: { 201: group },
  getGroup: { 200: group },
  updateGroup: {
    200: { ...group, permissions: ['users.read', 'users.invite', 'users.ban'], version: 2 },
  },
  previewGroup: {
    200: {
      refusal: null,
      counts: {
        gaining: 1,
        losing: 0,
        byPermission: [{ permission: 'users.ban', gaining: 1, losing: 0 }],
      },
      factorAsked: { total: 0, items: [] },
      named: [],
      members: page({
        userId: liamActive.id,
        username: liamActive.username,
        firstName: liamActive.firstName,
        lastName: liamActive.lastName,
        status: 'active',
        gained: ['users.ban'],
        lost: [],
        remaining: 3,
      }),
    },
  },
  listOffices: { 200: page(office) },
  createOffice: { 201: office },
  getOffice: { 200: { ...office, users: 14 } },
  updateOffice: { 200: { ...office, name: 'Montréal Old Port', version: 2 } },
  listDepartments: { 200: page(department) },
  createDepartment: { 201: department },
  getDepartment: { 200: { ...department, users: 9 } },
  updateDepartment: { 200: { ...department, name: 'Disputes', version: 2 } },
  listCustomFields: { 200: { items: [customField] } },
  createCustomField: { 201: customField },
  getCustomField: { 200: { ...customField, users: 14 } },
  updateCustomField: { 200: { ...customField, label: 'Cost center', version: 2 } },
  listViews: { 200: { items: [view] } },
  createView: { 201: view },
  getView: { 200: view },
  updateView: {
    200: {
      ...view,
      name: 'Idle for a quarter',
      filter: { status: 'active', idleDays: '90' },
      version: 2,
    },
  },
  listSeniorities: { 200: page(seniority) },
  createSeniority: { 201: seniority },
  getSeniority: { 200: { ...seniority, users: 21 } },
  updateSeniority: { 200: { ...seniority, name: 'Senior associate', version: 2 } },
  viewInvitation: {
    200: {
      account: 'Harbour Lane',
      accountSlug: 'harbour-lane',
      firstName: 'Liam',
      username: 'liam.osei@harbour-lane.example',
      invitedBy: 'Ada Quill',
      locale: 'en',
      timeZone: 'Europe/Paris',
      expiresAt: '2026-03-16T09:15:00.000Z',
      state: 'open',
    },
  },
  acceptInvitation: { 200: tokens },
  viewPasswordReset: {
    200: {
      account: { name: 'Harbour Lane', slug: 'harbour-lane' },
      firstName: 'Ada',
      username: 'ada.quill@harbour-lane.example',
      locale: 'en',
      timeZone: 'Europe/Paris',
      expiresAt: '2026-03-10T08:58:00.000Z',
    },
  },
  sendPasswordReset: {
    202: { sentTo: 'liam.osei@harbour-lane.example', expiresAt: '2026-03-10T08:58:00.000Z' },
  },
  requirePasswordChange: { 200: { ...liamActive, mustChangePassword: true, version: 5 } },
  setTemporaryPassword: { 200: { ...liamActive, mustChangePassword: true, version: 5 } },
  ...offboardingAnswers,
  ...provisioningAnswers,
  ...recordAnswers,
  ...mailAnswers,
  ...seatAnswers,
  ...affiliateAnswers,
  ...bulkJobAnswers,
  ...sharingAnswers,
  ...ssoAnswers,
  ...webhookAnswers,
  ...userAnswers,
};
