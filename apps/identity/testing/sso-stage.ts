import {
  authorizeSession,
  beginSso,
  type Caller,
  checkSsoDomain,
  createSsoConnection,
  finishSso,
  type Input,
  type Output,
  type SsoConnection,
  updateSsoConnection,
} from '@seatkeeper/contracts';
import { type Clock, newId } from '@seatkeeper/service';
import { IdentityProvider, NameServer } from '@seatkeeper/testing';
import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { sessionOf } from './sign-in-stage.js';
import { type Firm, type Stage, startStage } from './stage.js';

type Given = Partial<z.input<(typeof createSsoConnection)['input']>['connection']>;
type Finished = Output<typeof finishSso>;

/** A browser on its way through an identity provider. */
export interface Visit {
  readonly binding: string;
  /** Where it was sent. */
  readonly url: string;
}

/** Identity with a provider and a name server beside it, both real. */
export interface SsoStage extends Stage {
  readonly provider: IdentityProvider;
  readonly names: NameServer;
  /** A connection of a firm whose own domain is proved. */
  connect(firm: Firm, given?: Given): Promise<SsoConnection>;
  /** Somebody whom the provider knows from now on, by the `sub` that is answered: another one each time. */
  knows(firm: Firm, name: string, more?: object): string;
  prove(firm: Firm, connection: SsoConnection, domain?: string): Promise<SsoConnection>;
  change(
    firm: Firm,
    connection: SsoConnection,
    changes: z.input<(typeof updateSsoConnection)['input']>['changes'],
  ): Promise<SsoConnection>;
  begin(firm: Firm, more?: Partial<Input<typeof beginSso>>): Promise<Visit>;
  /** Comes back with what the provider said. */
  finish(firm: Firm, visit: Pick<Visit, 'binding'>, back: string): Promise<Finished>;
  /** There and back as somebody whom the provider knows by `sub`. */
  signIn(firm: Firm, sub: string, more?: Partial<Input<typeof beginSso>>): Promise<Finished>;
  caller(finished: Finished): Promise<Caller>;
}

/** As the provider vouches for somebody of a firm. */
export const personOf = ({ slug }: Pick<Firm, 'slug'>, name: string, more: object = {}) => ({
  email: `${name}@${slug}.example`,
  email_verified: true,
  given_name: name.charAt(0).toUpperCase() + name.slice(1),
  family_name: 'Osei',
  ...more,
});

export async function startSsoStage(options: { clock?: Clock } = {}): Promise<SsoStage> {
  const [known, names] = await Promise.all([IdentityProvider.start(), NameServer.start()]);
  const stage = await startStage({
    ...options,
    settings: {
      SSO_PLAIN_HTTP: 'true',
      SSO_NETWORKS: '127.0.0.1',
      SSO_DNS_SERVERS: names.address,
      SSO_ANSWER_SECONDS: '3',
    },
  });
  const { ask } = stage;
  let people = 0;
  const prove: SsoStage['prove'] = ({ accountId, by }, { id, domains }, name) => {
    const domain = domains.find((each) => name === undefined || each.name === name)!;
    names.write(domain.record, domain.value);
    return ask(checkSsoDomain, { accountId, by, connectionId: id, domain: domain.name });
  };
  const begin: SsoStage['begin'] = async ({ slug }, more = {}) => {
    const binding = more.binding ?? randomBytes(32).toString('base64url');
    const { url } = await ask(beginSso, { account: slug, binding, ...more });
    return { binding, url };
  };
  const finish: SsoStage['finish'] = ({ slug }, { binding }, back) =>
    ask(finishSso, { account: slug, binding, answer: new URL(back).search.slice(1), address: '192.0.2.1' });
  return {
    ...stage,
    provider: known,
    names,
    prove,
    begin,
    finish,
    knows: (firm, name, more) => {
      people += 1;
      const sub = `${name}-${people}`;
      known.people.set(sub, personOf(firm, name, more));
      return sub;
    },
    connect: async (firm, given = {}) => {
      const { accountId, by, slug } = firm;
      const connection = await ask(createSsoConnection, {
        accountId,
        by,
        connectionId: newId('sso'),
        connection: {
          name: 'House',
          issuer: known.issuer,
          ...known.client,
          domains: [`${slug}.example`],
          ...given,
        },
      });
      return connection.domains.length > 0 ? prove(firm, connection) : connection;
    },
    change: ({ accountId, by }, { id }, changes) =>
      ask(updateSsoConnection, { accountId, by, connectionId: id, changes }),
    signIn: async (firm, sub, more) => {
      const visit = await begin(firm, more);
      return finish(firm, visit, await known.signIn(visit.url, sub));
    },
    caller: ({ session }) => ask(authorizeSession, sessionOf(session)),
    close: async () => {
      await stage.close();
      await known.stop();
      names.stop();
    },
  };
}
