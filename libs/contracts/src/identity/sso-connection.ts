import { z } from 'zod';
import { Actor, Change, ProvingActor } from '../actor.js';
import { defineEvent, defineRequest } from '../contract.js';
import { AccountId, GroupId, SsoConnectionId, UserId } from '../ids.js';
import { line, Product, Timestamp, unique } from '../people.js';

/** Connections that an account may have. */
export const MOST_SSO_CONNECTIONS = 5;
/** Domains of one connection. */
export const MOST_SSO_DOMAINS = 20;
/** What is asked of a provider about who signs in; an application there has to be allowed these. */
export const SSO_SCOPES = ['openid', 'email', 'profile'] as const;
/** The label under which a domain shows that it is the account's. */
export const DOMAIN_RECORD = '_seatkeeper';

const hostOf = (text: string): string | null => {
  const url = `http://${text}/`;
  return URL.canParse(url) ? new URL(url).hostname : null;
};
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** As name servers know it: lower case, letters of other scripts in their ASCII form. */
export const DomainName = z
  .string()
  .trim()
  .max(200, 'At most 200 characters')
  .transform((text, context) => {
    const name = /^[^\s/?#@:]+$/.test(text) ? hostOf(text) : null;
    if (name !== null && DOMAIN.test(name)) return name;
    context.addIssue({ code: 'custom', message: 'Expected a domain such as firm.example' });
    return z.NEVER;
  })
  .meta({ type: 'string' });

/** Compared letter by letter with what the provider says of itself; whether plain http will do is up to the settings. */
export const Issuer = z
  .string()
  .trim()
  .max(500, 'At most 500 characters')
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' && !/[?#]/.test(text);
  }, 'Expected the address of an issuer such as https://firm.okta.com, without a query')
  .refine(
    (text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''),
    'May not hold a user or a password',
  )
  .meta({ type: 'string', format: 'uri' });

/** Who is let in for the first time and not known here. */
export const SsoNewcomers = z.strictObject({
  products: unique(Product, 20).describe('What they get a seat of'),
  groups: unique(GroupId, 50).describe('The groups they are put into'),
  whenNoSeat: z
    .enum(['fail', 'wait'])
    .describe('Without a free seat they are refused, or put on the wait list'),
});
export type SsoNewcomers = z.infer<typeof SsoNewcomers>;

const Exempt = unique(UserId, 20)
  .min(1, 'Name at least one global admin')
  .describe('Global admins who go on signing in with a password, should the provider be away');

const name = line(80);
const clientId = line(300);
const clientSecret = z.string().min(1, 'May not be empty').max(1_000, 'At most 1000 characters');
const domains = unique(DomainName, MOST_SSO_DOMAINS).describe(
  'Whose addresses count once the domain is proved; nobody is known by an address of another one',
);
const vouchesForAddresses = z
  .boolean()
  .describe(
    'Whether an address counts that the provider neither calls verified nor unverified: for one that has no strangers, such as Entra ID with a tenant of its own',
  );
const newcomers = SsoNewcomers.nullable().describe('Null: only who is known here already is let in');

export const NewSsoConnection = z.strictObject({
  name,
  issuer: Issuer,
  clientId,
  clientSecret: clientSecret.describe('Sealed, and never shown again'),
  domains: domains.default([]),
  vouchesForAddresses: vouchesForAddresses.default(false),
  newcomers: newcomers.default(null),
});

export const SsoConnectionChanges = z.strictObject({
  name: name.optional(),
  issuer: Issuer.optional(),
  clientId: clientId.optional(),
  clientSecret: clientSecret.optional(),
  domains: domains.optional(),
  vouchesForAddresses: vouchesForAddresses.optional(),
  newcomers: newcomers.optional(),
  enforcement: z
    .strictObject({ exempt: Exempt })
    .nullable()
    .optional()
    .describe('With it nobody of the account signs in with a password but who is exempt; null ends that'),
});

/** What a domain showed in the place of its text. */
export const SsoDomainCheck = z.object({
  at: Timestamp,
  found: z
    .enum(['nothing', 'something-else', 'no-answer', 'taken'])
    .describe(
      'There is no such record; it says something else; no name server answered; another account has proved the domain',
    ),
  texts: z
    .array(z.string())
    .describe('What the record says instead, the first five texts, cut at 100 characters'),
});
export type SsoDomainCheck = z.infer<typeof SsoDomainCheck>;

export const SsoDomain = z.object({
  name: z.string(),
  record: z.string().describe('The name whose TXT record is looked at'),
  value: z.string().describe('What the record has to say'),
  provedAt: Timestamp.nullable().describe('Until then no address of the domain counts'),
  lastCheck: SsoDomainCheck.nullable()
    .default(null)
    .describe('The last look that did not prove it; null before the first, and once it is proved'),
});
export type SsoDomain = z.infer<typeof SsoDomain>;

/** How people of an account sign in elsewhere. The client secret is none of it. */
export const SsoConnection = z.object({
  id: SsoConnectionId,
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  domains: z.array(SsoDomain),
  vouchesForAddresses: z.boolean(),
  newcomers: SsoNewcomers.nullable(),
  enforcement: z.object({ exempt: z.array(UserId), since: Timestamp }).nullable(),
  redirectUri: z.string().describe('What the provider has to know as the address to come back to'),
  signInUrl: z.string().describe('Where a sign-in begins'),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  version: z.int(),
});
export type SsoConnection = z.infer<typeof SsoConnection>;

export const SsoConnections = z.object({
  items: z.array(SsoConnection),
  /** Both told since the console sets connections up. */
  redirectUri: z
    .string()
    .optional()
    .describe(
      'What a provider has to know as the address to come back to, for every connection of the account',
    ),
  scopes: z.array(z.string()).optional().describe('What a provider has to allow to be asked for'),
});

export const SsoTest = z.object({
  works: z.boolean(),
  problem: z.string().nullable().describe('What is wrong, in words'),
  authorizationEndpoint: z.string().nullable(),
  tokenEndpoint: z.string().nullable(),
  signingKeys: z.int().nullable().describe('How many keys the provider signs with'),
});
export type SsoTest = z.infer<typeof SsoTest>;

const inAccount = { accountId: AccountId };
const one = { ...inAccount, connectionId: SsoConnectionId };

export const listSsoConnections = defineRequest({
  name: 'identity.sso-connection.list.v1',
  summary: 'The connections of an account to identity providers, the oldest first.',
  input: z.object(inAccount),
  output: SsoConnections,
  faults: ['not-found'],
});

export const getSsoConnection = defineRequest({
  name: 'identity.sso-connection.get.v1',
  summary: 'One connection to an identity provider.',
  input: z.object(one),
  output: SsoConnection,
  faults: ['not-found'],
});

export const createSsoConnection = defineRequest({
  name: 'identity.sso-connection.create.v1',
  summary:
    'Connects an account to an identity provider. Global admins alone: whoever says where people sign in could sign in as any ' +
    'of them. The caller chooses the id, so that asking twice makes one.',
  input: z.object({ ...one, by: ProvingActor, connection: NewSsoConnection }),
  output: SsoConnection,
  faults: ['not-found', 'forbidden', 'proof-required', 'validation-failed', 'too-many-connections'],
});

export const updateSsoConnection = defineRequest({
  name: 'identity.sso-connection.update.v1',
  summary: 'Changes a connection, or whether passwords still count. Global admins alone.',
  input: z.object({ ...one, by: ProvingActor, changes: SsoConnectionChanges, ifVersion: z.int().optional() }),
  output: SsoConnection,
  faults: [
    'not-found',
    'forbidden',
    'proof-required',
    'validation-failed',
    'precondition-failed',
    'last-global-admin',
  ],
});

export const deleteSsoConnection = defineRequest({
  name: 'identity.sso-connection.delete.v1',
  summary: 'Ends a connection, and forgets its secret; not while it is enforced. Global admins alone.',
  input: z.object({ ...one, by: ProvingActor }),
  output: z.object({}),
  faults: ['not-found', 'forbidden', 'proof-required', 'in-use'],
});

export const checkSsoDomain = defineRequest({
  name: 'identity.sso-connection.check-domain.v1',
  summary:
    'Asks the name servers whether a domain shows its text. One that another account has proved is refused.',
  input: z.object({ ...one, by: Actor, domain: z.string() }),
  output: SsoConnection,
  faults: ['not-found', 'domain-not-proved', 'domain-taken', 'busy'],
  timeoutMs: 12_000,
});

export const testSsoConnection = defineRequest({
  name: 'identity.sso-connection.test.v1',
  summary: 'Asks the provider what it says of itself, and for its keys; what is wrong is said in words.',
  input: z.object(one),
  output: SsoTest,
  faults: ['not-found', 'busy'],
  timeoutMs: 12_000,
});

const connectionEvent = (verb: string, summary: string) =>
  defineEvent({
    name: `identity.sso-connection.${verb}.v1`,
    summary,
    data: z.object({
      accountId: AccountId,
      actor: Actor,
      ssoConnection: z.object({ id: SsoConnectionId, name: z.string(), issuer: z.string() }),
      changes: z.array(Change),
    }),
  });
export const ssoConnectionCreated = connectionEvent(
  'created',
  'An account was connected to an identity provider.',
);
export const ssoConnectionUpdated = connectionEvent(
  'updated',
  'A connection to an identity provider changed: its values, its domains, or whether passwords still count.',
);
export const ssoConnectionDeleted = connectionEvent(
  'deleted',
  'A connection to an identity provider was ended.',
);
