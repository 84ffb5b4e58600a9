import type { StoredSsoConnection } from '../accounts/sso.schema.js';
import { connectionFor } from './sso-choice.js';

const connection = (id: string, domain: string) =>
  ({ id, domains: [{ name: domain, value: 'x' }] }) as StoredSsoConnection;
const ssoConnections = [connection('sso_1', 'firm.example'), connection('sso_2', 'sister.example')];

it.each([
  [{}, 'sso_1'],
  [{ connectionId: 'sso_2' }, 'sso_2'],
  [{ connectionId: 'sso_3' }, undefined],
  [{ loginHint: 'ann@Sister.example' }, 'sso_2'],
  [{ loginHint: 'ann@unknown.example' }, 'sso_1'],
  [{ loginHint: 'ann' }, 'sso_1'],
])('who asks with %p goes by %s', (asked, id) => {
  expect(connectionFor({ ssoConnections }, asked)?.id).toBe(id);
});

it('nobody goes anywhere where there is no connection', () => {
  expect(connectionFor({}, {})).toBeUndefined();
});
