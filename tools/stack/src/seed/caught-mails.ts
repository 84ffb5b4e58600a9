interface CaughtMail {
  readonly text?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the mail catcher has for an address, the newest last. */
export async function caughtMails(
  mailWeb: string,
  address: string,
  signal: AbortSignal,
): Promise<CaughtMail[]> {
  const caught = new URL('/api/email', mailWeb);
  caught.searchParams.set('envelope.to.address', address);
  return (await (await fetch(caught, { signal })).json()) as CaughtMail[];
}
