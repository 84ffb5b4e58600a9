import { Inject, Injectable } from '@nestjs/common';
import { JudgedAddresses, judgedConnection, metrics, SETTINGS } from '@seatkeeper/service';
import type { SMTPPoolOptions } from 'nodemailer/lib/smtp-pool';
import type { Limits } from '../mail/deadline.js';
import { HandOver, type Mail } from '../mail/hand-over.js';
import { CONNECT_MS } from '../mail/limits.js';
import type { Attempted } from '../mail/outcome.js';
import type { NotificationsSettings } from '../settings.js';
import type { OwnServer, StoredMailSender } from './mail-senders.schema.js';
import { SenderSecretsService } from './sender-secrets.service.js';
import { withoutCredentials } from './without-credentials.js';

type Settings = Pick<NotificationsSettings, 'SENDER_NETWORKS' | 'SENDER_DNS_SERVERS' | 'SENDER_PLAIN_SMTP'>;

/** Connections to a mail server of an account, and how long it may take. */
interface Bounds {
  readonly connections: number;
  readonly limits: Limits;
}

/** Through which mails are handed to one server of an account, until it is closed. */
export interface OpenServer {
  send(mail: Mail): Promise<Attempted>;
  close(): void;
}

const attempts = metrics.counter(
  'own_server_attempts_total',
  'Mails handed to mail servers of accounts, by outcome',
  ['outcome'],
);

/** Speaks with mail servers that accounts have chosen, and that nobody trusts. */
@Injectable()
export class OwnServersClient {
  private readonly addresses: JudgedAddresses;
  private readonly mayBePlain: boolean;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly secrets: SenderSecretsService,
  ) {
    this.addresses = new JudgedAddresses(settings.SENDER_NETWORKS, settings.SENDER_DNS_SERVERS);
    this.mayBePlain = settings.SENDER_PLAIN_SMTP;
  }

  /** What can be said of a server before anybody has connected to it. */
  get allowed(): { plain: boolean; address: (host: string) => boolean } {
    return { plain: this.mayBePlain, address: (host) => this.addresses.mayBeWritten(host) };
  }

  /** Connects with the first mail. */
  open(sender: StoredMailSender, server: OwnServer, { connections, limits }: Bounds): OpenServer {
    const password = server.sealed === undefined ? null : this.secrets.open(sender, server);
    if (server.user !== undefined && password === null) return withoutPassword;
    const auth =
      server.user !== undefined && password !== null ? { user: server.user, pass: password } : null;
    const handOver = new HandOver(
      { ...this.connecting(server), ...(auth && { auth, forceAuth: true }), maxConnections: connections },
      { sender: server.from, replyTo: server.replyTo ?? null },
      limits,
      withoutCredentials(server.user, password),
    );
    return {
      send: async (mail) => {
        const attempted = await handOver.send(mail);
        attempts.inc({ outcome: attempted.outcome.kind });
        return attempted;
      },
      close: () => handOver.close(),
    };
  }

  private connecting({ host, port, security }: OwnServer): SMTPPoolOptions {
    return {
      host,
      port,
      secure: security === 'tls',
      // Nothing but the greeting goes over the wire before it is encrypted; a server that cannot is none.
      ...(security === 'starttls' && { requireTLS: true }),
      ...(security === 'none' && { ignoreTLS: true }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      // The library would look names up by itself, and connect to whatever it finds.
      getSocket: (_options, done) => {
        judgedConnection(this.addresses, { host, port }, CONNECT_MS).then(
          (connection) => done(null, { connection }),
          (error: unknown) => done(error as Error),
        );
      },
    };
  }
}

const withoutPassword: OpenServer = {
  send: () =>
    Promise.resolve({
      outcome: { kind: 'later', answer: 'The password cannot be opened: set it up again.', reached: false },
      isOfServer: true,
    }),
  close: () => undefined,
};
