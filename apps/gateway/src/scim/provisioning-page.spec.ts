import { readFileSync } from 'node:fs';
import { ScimPatch, ScimUserBody } from '@seatkeeper/contracts';
import { schemasOf } from './scim-discovery.js';
import { saidByBody, saidByOperations } from './scim-persons.js';
import { changesOfPerson, newPerson } from './scim-users.js';

const page = readFileSync(new URL('../../../../docs/provisioning.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json ([A-Z]+) ([^\n]+)\n(.*?)```/gs)].map(([, method, , text]) => ({
  method,
  body: JSON.parse(text!) as object,
}));

it('has an example of each provider, of which each word is kept', () => {
  expect(examples).toHaveLength(3);
  const kept = examples.map(({ method, body }) =>
    method === 'POST'
      ? newPerson(saidByBody(ScimUserBody.parse(body)))
      : changesOfPerson(saidByOperations(ScimPatch.parse(body).Operations)),
  );
  expect(kept).toMatchObject([
    { active: false, changes: { email: 'liam.osei@harbour-lane.example', department: 'Litigation' } },
    {
      active: true,
      user: { username: 'liam.osei@harbour-lane.example', externalId: '00ujl29u0le5T6Aj10h7' },
    },
    { changes: { lastName: 'Osei-Adeyemi', title: 'Partner' } },
  ]);
});

it('tells of every attribute that the schemas have', () => {
  const schemas = Object.values(schemasOf('')) as { attributes: { name: string }[] }[];
  for (const { name } of schemas.flatMap(({ attributes }) => attributes)) expect(page).toContain(`\`${name}`);
});
