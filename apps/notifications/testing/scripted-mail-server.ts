import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certified } from './certificates.js';

type Command = 'greeting' | 'STARTTLS' | 'AUTH' | 'MAIL FROM' | 'RCPT TO' | 'DATA';

interface Manner {
  port?: number;
  /** Encrypted from the first byte, or once it is asked for it. */
  security?: 'tls' | 'starttls';
  certified?: Certified;
  /** Who may sign in, with the password; without one nobody has to. */
  user?: { name: string; password: string };
}

/** What it says without being told: of each recipient, and of each mail that it has, when it says anything at all. */
export interface Temper {
  recipient(): string | undefined;
  mail(): { readonly answer?: string; readonly afterMs: number };
}

/** A mail server for tests that says what it is told to say: no catcher can be asked to refuse, to delay or to break off. */
export class ScriptedMailServer {
  /** The mails it took, as they came over the wire. */
  readonly taken: string[] = [];
  /** Every line that it was told in the clear, and every one that it was told encrypted. */
  readonly heard: { inClear: string[]; encrypted: string[] } = { inClear: [], encrypted: [] };
  /** Mails whose transfer was completed, also if the answer to it was a refusal or none. */
  received = 0;
  /** How often somebody connected. */
  connections = 0;
  /** While true it says nothing any more, and closes no connection. */
  isHanging = false;
  temper?: Temper;
  /** Hears each mail that it has, whatever it says of it. */
  onMail?: (mail: string) => void;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly answers: Record<Command, string[]> = {
    greeting: [],
    STARTTLS: [],
    AUTH: [],
    'MAIL FROM': [],
    'RCPT TO': [],
    DATA: [],
  };
  private pauseMs = 0;

  private constructor(private readonly manner: Manner) {
    this.server = createServer((socket) => this.welcome(socket));
  }

  static async start(at: number | Manner = {}): Promise<ScriptedMailServer> {
    const manner = typeof at === 'number' ? { port: at } : at;
    const mailServer = new ScriptedMailServer(manner);
    mailServer.server.listen(manner.port ?? 0, '127.0.0.1');
    await once(mailServer.server, 'listening');
    return mailServer;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What it answers to the next commands of a kind; when that is used up, it takes everything again. */
  will(command: Command, ...answers: string[]): void {
    this.answers[command].push(...answers);
  }

  /** How long it thinks before it answers that it took a mail. */
  thinkFor(ms: number): void {
    this.pauseMs = ms;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private welcome(socket: Socket): void {
    this.connections += 1;
    this.keep(socket);
    const isSecure = this.manner.security === 'tls';
    this.serve(isSecure ? this.encrypted(socket) : socket, isSecure);
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  private encrypted(socket: Socket): Socket {
    const secure = new TLSSocket(socket, { isServer: true, ...this.manner.certified });
    this.keep(secure);
    return secure;
  }

  private serve(socket: Socket, isEncrypted: boolean, isGreeted = true): void {
    socket.setEncoding('utf8');
    let rest = '';
    let body: string[] | null = null;
    const say = (answer: string | undefined, otherwise: string) => {
      if (answer === 'hang up') socket.destroy();
      else if (!socket.destroyed && !this.isHanging) socket.write(`${answer ?? otherwise}\r\n`);
    };
    const hear = (line: string) => {
      if (body === null) {
        this.heard[isEncrypted ? 'encrypted' : 'inClear'].push(line);
        if (/^DATA/i.test(line)) body = [];
        if (/^STARTTLS/i.test(line) && this.startsTls(socket, say)) return;
        this.answer(line, say, isEncrypted);
      } else if (line === '.') {
        const mail = body.join('\r\n');
        body = null;
        this.received += 1;
        const byItself = this.temper?.mail();
        const answer = this.answers.DATA.shift() ?? byItself?.answer;
        if (answer === undefined && !this.isHanging) this.taken.push(mail);
        this.onMail?.(mail);
        const ok = `250 2.0.0 Ok: queued as ${this.received}`;
        setTimeout(() => say(answer, ok), byItself?.afterMs ?? this.pauseMs);
      } else body.push(line.replace(/^\./, ''));
    };
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    if (isGreeted) say(this.answers.greeting.shift(), '220 scripted.example ESMTP');
  }

  /** False for one that does not know how. */
  private startsTls(socket: Socket, say: (answer: string | undefined, otherwise: string) => void): boolean {
    if (this.manner.security !== 'starttls') return false;
    const answer = this.answers.STARTTLS.shift();
    say(answer, '220 Go on');
    if (answer !== undefined) return true;
    socket.removeAllListeners('data');
    this.serve(this.encrypted(socket), true, false);
    return true;
  }

  private answer(
    line: string,
    say: (answer: string | undefined, otherwise: string) => void,
    isEncrypted: boolean,
  ): void {
    if (/^RCPT/i.test(line)) say(this.answers['RCPT TO'].shift() ?? this.temper?.recipient(), '250 2.1.5 Ok');
    else if (/^MAIL/i.test(line)) say(this.answers['MAIL FROM'].shift(), '250 2.1.0 Ok');
    else if (/^EHLO/i.test(line)) say(undefined, this.abilities(isEncrypted).join('\r\n'));
    else if (/^AUTH/i.test(line)) say(this.answers.AUTH.shift(), this.signedIn(line));
    else if (/^STARTTLS/i.test(line)) say(this.answers.STARTTLS.shift(), '502 5.5.1 Not known');
    else if (/^DATA/i.test(line)) say(undefined, '354 Go on');
    else if (/^QUIT/i.test(line)) say(undefined, '221 Bye');
    else say(undefined, '250 Ok');
  }

  private abilities(isEncrypted: boolean): string[] {
    return [
      '250-scripted.example',
      '250-8BITMIME',
      ...(this.manner.security === 'starttls' && !isEncrypted ? ['250-STARTTLS'] : []),
      ...(this.manner.user ? ['250-AUTH PLAIN'] : []),
      '250 SMTPUTF8',
    ];
  }

  private signedIn(line: string): string {
    const { name, password } = this.manner.user ?? { name: '', password: '' };
    const wanted = Buffer.from(`\u0000${name}\u0000${password}`).toString('base64');
    return line === `AUTH PLAIN ${wanted}` ? '235 2.7.0 Welcome' : '535 5.7.8 Authentication failed';
  }
}
