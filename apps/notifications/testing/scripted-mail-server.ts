import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

type Command = 'greeting' | 'RCPT TO' | 'DATA';

/** A mail server for tests that says what it is told to say: no catcher can be asked to refuse, to delay or to break off. */
export class ScriptedMailServer {
  /** The mails it took, as they came over the wire. */
  readonly taken: string[] = [];
  /** Mails whose transfer was completed, also if the answer to it was a refusal or none. */
  received = 0;
  /** How often somebody connected. */
  connections = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly answers: Record<Command, string[]> = { greeting: [], 'RCPT TO': [], DATA: [] };
  private pauseMs = 0;

  private constructor() {
    this.server = createServer((socket) => this.serve(socket));
  }

  static async start(port = 0): Promise<ScriptedMailServer> {
    const mailServer = new ScriptedMailServer();
    mailServer.server.listen(port, '127.0.0.1');
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

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    this.connections += 1;
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('utf8');
    let rest = '';
    let body: string[] | null = null;
    const say = (answer: string | undefined, otherwise: string) => {
      if (answer === 'hang up') socket.destroy();
      else if (!socket.destroyed) socket.write(`${answer ?? otherwise}\r\n`);
    };
    const hear = (line: string) => {
      if (body === null) {
        if (/^DATA/i.test(line)) body = [];
        this.answer(line, say);
      } else if (line === '.') {
        const mail = body.join('\r\n');
        body = null;
        this.received += 1;
        const answer = this.answers.DATA.shift();
        if (answer === undefined) this.taken.push(mail);
        setTimeout(() => say(answer, `250 2.0.0 Ok: queued as ${this.received}`), this.pauseMs);
      } else body.push(line.replace(/^\./, ''));
    };
    socket.on('data', (text: string) => {
      const lines = (rest + text).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    say(this.answers.greeting.shift(), '220 scripted.example ESMTP');
  }

  private answer(line: string, say: (answer: string | undefined, otherwise: string) => void): void {
    if (/^RCPT/i.test(line)) say(this.answers['RCPT TO'].shift(), '250 2.1.5 Ok');
    else if (/^EHLO/i.test(line)) say(undefined, '250-scripted.example\r\n250-8BITMIME\r\n250 SMTPUTF8');
    else if (/^DATA/i.test(line)) say(undefined, '354 Go on');
    else if (/^QUIT/i.test(line)) say(undefined, '221 Bye');
    else say(undefined, '250 Ok');
  }
}
