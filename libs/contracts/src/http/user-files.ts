import { z } from 'zod';
import { faultsOf } from '../contract.js';
import { importColumns } from '../identity/import-columns.js';
import {
  appendUserImport,
  getUserImport,
  ImportRow,
  openUserImport,
  startUserImport,
  UserImport,
} from '../identity/import.js';
import { openUserExport, readUserExport } from '../identity/user-export.js';
import { UserFilter, UserSort } from '../identity/user-lists.js';
import { ImportId } from '../ids.js';
import { pageOf } from '../pages.js';
import { defineEndpoint } from './endpoint.js';
import { listQuery } from './query.js';

export const exportUsersEndpoint = defineEndpoint({
  id: 'exportUsers',
  method: 'GET',
  path: '/v1/users.csv',
  tag: 'Users',
  summary: 'The list of users as a CSV file, with the filters and the order of the list',
  description: `UTF-8 with a byte order mark, without which Excel reads accents wrongly; commas, and CRLF at the ends of rows. The
columns are those that \`POST /v1/users/import\` reads, a \`Custom field: …\` for each custom field among them, and what else is told
of a user. Cells that a spreadsheet would run as a formula have an apostrophe in front, which the import takes off.

Rows are sent as they are read: a file that does not end with its last row was broken off, and the connection with it. The audit log says who
exported, and how many.`,
  access: 'users.read',
  openToParents: true,
  openToManagers: true,
  query: z.strictObject({ ...UserFilter.shape, sort: UserSort.optional() }),
  answers: { 200: { description: 'The file', type: 'text/csv' } },
  faults: faultsOf(openUserExport, readUserExport),
});

export const importUsersEndpoint = defineEndpoint({
  id: 'importUsers',
  method: 'POST',
  path: '/v1/users/import',
  tag: 'Users',
  summary: 'Invite everybody in a CSV file (Google Workspace, Entra or own column names; 20 MB at most)',
  description: `The file is UTF-8 with commas, semicolons or tabs, and its first line names the columns. Case, spaces and signs
in these names do not count; other columns are left alone. First name, last name and a username or e-mail address are needed.

| column | names | holds |
| --- | --- | --- |
${Object.entries(importColumns)
  .map(([field, { names, holds }]) => `| \`${field}\` | ${names.join(', ')} | ${holds} |`)
  .join('\n')}

Nobody is invited before the whole file was readable; each row then has a result of its own.`,
  access: 'users.invite',
  openToParents: true,
  query: z.strictObject({ whenNoSeat: z.enum(['fail', 'wait']).optional() }),
  upload: ['text/csv', 'multipart/form-data'],
  answers: {
    202: { description: 'The rows are being worked on', body: z.object({ importId: ImportId }) },
  },
  faults: faultsOf(openUserImport, appendUserImport, startUserImport),
  example:
    'Username,First name,Last name,Department,Locale\n' +
    'liam.osei@harbour-lane.example,Liam,Osei,Litigation,en\n' +
    'zoe.lavigne@harbour-lane.example,Zoé,Lavigne,Tax,fr\n',
});

export const getUserImportEndpoint = defineEndpoint({
  id: 'getUserImport',
  method: 'GET',
  path: '/v1/users/imports/:id',
  tag: 'Users',
  summary: 'Progress of an import, with a page of the results row by row',
  access: 'users.invite',
  openToParents: true,
  params: z.strictObject({ id: ImportId }),
  query: z.strictObject(listQuery),
  answers: {
    200: { description: 'The import', body: UserImport.extend({ rows: pageOf(ImportRow) }) },
  },
  faults: faultsOf(getUserImport),
});
