import type { StoredSsoConnection } from '../accounts/sso.schema.js';
import {
  changedConnection,
  connectionChanges,
  newConnection,
  refuseDomains,
  refuseIssuer,
  refuseMore,
  storedAs,
} from './sso-connections.js';

const now = new Date('2026-11-29T12:00:00Z');
let count = 0;
const value = () => `value-${(count += 1)}`;
const given = {
  name: 'Okta',
  issuer: 'https://firm.okta.com',
  clientId: 'us',
  clientSecret: 'secret',
  domains: ['firm.example'],
  vouchesForAddresses: false,
  newcomers: null,
};
const okta = newConnection('sso_okta', given, { sealedSecret: 'sealed', value, now });
const keep = { sealedSecret: undefined, value };
const proved: StoredSsoConnection = { ...okta, domains: [{ ...okta.domains[0]!, provedAt: now }] };

it('a domain that stays keeps its proof, and one that comes has to be proved', () => {
  const { domains } = changedConnection(proved, { domains: ['new.example', 'firm.example'] }, keep);
  expect(domains).toEqual([{ name: 'new.example', value: expect.any(String) }, proved.domains[0]]);
  const without = changedConnection(proved, { domains: [] }, keep);
  const [again] = changedConnection(without, { domains: ['firm.example'] }, keep).domains;
  expect(again).toEqual({
    name: 'firm.example',
    value: expect.not.stringMatching(`^${okta.domains[0]!.value}$`),
  });
});

it('what is not said stays as it is', () => {
  expect(changedConnection(proved, {}, keep)).toEqual(proved);
});

it('the history tells what changed, and of a secret that it did', () => {
  const after = changedConnection(
    proved,
    { name: 'House', clientSecret: 'other' },
    { sealedSecret: 'new', value },
  );
  expect(connectionChanges(proved, after)).toEqual([
    { field: 'name', before: 'Okta', after: 'House' },
    { field: 'clientSecret', before: null, after: null },
  ]);
  expect(connectionChanges(okta, proved)).toEqual([
    { field: 'provedDomains', before: [], after: ['firm.example'] },
  ]);
});

it('what an index looks at are the proved domains of all connections together', () => {
  const other = { ...proved, id: 'sso_2', domains: [{ name: 'b.example', value: 'v', provedAt: now }] };
  expect(storedAs([proved, other]).set.provedDomains).toEqual(['firm.example', 'b.example']);
  expect(storedAs([okta])).toEqual({ set: { ssoConnections: [okta] }, unset: ['provedDomains'] });
  expect(storedAs([])).toEqual({ set: {}, unset: ['ssoConnections', 'provedDomains'] });
});

it('an account has five connections at most, and a domain in one of them', () => {
  expect(refuseMore([okta, okta, okta, okta])).toBeNull();
  expect(refuseMore([okta, okta, okta, okta, okta])).toMatchObject({ code: 'too-many-connections' });
  expect(refuseDomains([okta], 'sso_2', ['a.example', 'firm.example'])?.errors).toMatchObject([
    { path: 'domains[1]' },
  ]);
  expect(refuseDomains([okta], 'sso_okta', ['firm.example'])).toBeNull();
});

it('a provider speaks https, unless the settings say otherwise', () => {
  expect(refuseIssuer('http://id.example', false)).toMatchObject({ code: 'validation-failed' });
  expect(refuseIssuer('http://id.example', true)).toBeNull();
  expect(refuseIssuer('https://id.example', false)).toBeNull();
});
