interface CaughtAddress {
  address: string;
}

/** What the mail catcher's `/api/email` answers, as far as tests look at it. */
interface CaughtMail {
  id: string;
  time: string;
  subject: string;
  from: CaughtAddress[];
  html?: string;
  text?: string;
  headers: Record<string, string | string[]>;
  envelope: { to: CaughtAddress[] };
}

export interface Mail {
  id: string;
  receivedAt: Date;
  subject: string;
  from: string[];
  /** Those it was delivered to, whatever its header says. */
  to: string[];
  text: string;
  html: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  messageId: string;
  /** Addresses of all links in the text, else in the HTML. */
  links: string[];
}

/** Reads what the mail catcher caught. */
export class Mailbox {
  constructor(private readonly web: string) {}

  /** The mails delivered to an address, oldest first. */
  to(address: string): Promise<Mail[]> {
    return this.read({ 'envelope.to.address': address });
  }

  all(): Promise<Mail[]> {
    return this.read({});
  }

  /** A mail as it came over the wire. */
  async source({ id }: Pick<Mail, 'id'>): Promise<string> {
    return (await this.fetch(`/api/email/${id}/source`)).text();
  }

  /** Removes all mails to an address. */
  async clear(address: string): Promise<void> {
    for (const { id } of await this.to(address)) await this.fetch(`/api/email/${id}`, 'DELETE');
  }

  private async read(filter: Record<string, string>): Promise<Mail[]> {
    const query = new URLSearchParams({ ...filter, sort: 'asc' });
    const mails = (await (await this.fetch(`/api/email?${query.toString()}`)).json()) as CaughtMail[];
    return mails.map(mailOf);
  }

  private async fetch(path: string, method = 'GET'): Promise<Response> {
    const response = await fetch(new URL(path, this.web), { method });
    if (!response.ok) throw new Error(`The mail catcher answers ${response.status} to ${method} ${path}.`);
    return response;
  }
}

function mailOf(caught: CaughtMail): Mail {
  const headers = Object.fromEntries(
    Object.entries(caught.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const text = caught.text ?? '';
  const html = caught.html ?? '';
  return {
    id: caught.id,
    receivedAt: new Date(caught.time),
    subject: caught.subject,
    from: caught.from.map(({ address }) => address),
    to: caught.envelope.to.map(({ address }) => address),
    text,
    html,
    headers,
    messageId: headers['message-id'] ?? '',
    links: linksIn(text || html),
  };
}

const linksIn = (text: string): string[] => [...new Set(text.match(/https?:\/\/[^\s"'<>)]+/g) ?? [])];
