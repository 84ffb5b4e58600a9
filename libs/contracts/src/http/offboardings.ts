import { z } from 'zod';
import { faultsOf } from '../contract.js';
import {
  getOffboarding,
  Offboarding,
  OffboardingPreview,
  previewOffboarding,
  startOffboarding,
} from '../identity/offboarding.js';
import { bindingFields, manifestMissing, namesManifest } from '../reassignment/manifest.js';
import { defineEndpoint } from './endpoint.js';
import { PDF, printed, printedDescription, printedFaults } from './printed.js';
import { deactivateUserEndpoint } from './user-acts.js';
import { byUser } from './users.js';

const path = '/v1/users/:id/offboarding';

export const offboardUserEndpoint = defineEndpoint({
  id: 'offboardUser',
  method: 'POST',
  path,
  tag: 'Users',
  summary: 'Deactivate a user and get a report of it, or preview it',
  description: `The act is that of \`POST /v1/users/{id}/deactivate\`. The preview asks the rules that decide on the act, and changes nothing:
\`refusals\` says in their words what stands against it, \`leftBehind\` what nobody would get. With \`records.manifest\` of a preview as \`manifest\` exactly those records move: what came or was
written since stays, and when more has than \`driftLimit\` allows, nothing is done (\`too-much-drift\`). The report goes on while records
move; see \`GET /v1/users/{id}/offboarding\`.`,
  access: 'users.deactivate',
  needsToo: { reassign: 'records.reassign' },
  openToManagers: true,
  params: byUser,
  body: deactivateUserEndpoint.body
    .unwrap()
    .safeExtend({ preview: z.boolean().default(false), ...bindingFields })
    .refine(namesManifest, manifestMissing)
    .refine(({ manifest, reassign }) => manifest === undefined || reassign !== undefined, {
      message: 'Says what is to move: name who gets it by `reassign`',
      path: ['manifest'],
    })
    .default({ preview: false }),
  answers: {
    200: { description: 'What would become of the user; nothing has', body: OffboardingPreview },
    202: { description: 'The report, as far as it goes', body: Offboarding },
  },
  faults: faultsOf(previewOffboarding, startOffboarding),
  example: { preview: true, reassign: { to: 'usr_0000000000000000000000000' } },
});

export const getOffboardingEndpoint = defineEndpoint({
  id: 'getOffboarding',
  method: 'GET',
  path,
  tag: 'Users',
  summary: 'The report of the last offboarding of a user',
  description: `There is one of every deactivation, however it was begun. It is final once \`finishedAt\` is there: then \`hash\` is its SHA-256,
which stands in the audit log as well (\`identity.offboarding.finished\`, \`detail.reportHash\`), under the same seals as everything there. Records are
shown to who has \`records.read\`; the hash is of the whole report.

${printedDescription}`,
  access: 'users.deactivate',
  openToManagers: true,
  params: byUser,
  query: z.strictObject(printed),
  answers: { 200: { description: 'The report', body: Offboarding, alsoAs: PDF } },
  faults: [...faultsOf(getOffboarding), ...printedFaults],
});
