import addressparser from 'nodemailer/lib/addressparser';

export interface Mailbox {
  name: string;
  address: string;
}

const ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;

/** Reads `Name <address>` or a bare address; null unless it is exactly one address. */
export function parseSender(text: string): Mailbox | null {
  if (/[\r\n]/.test(text)) return null;
  const [sender, ...others] = addressparser(text, { flatten: true });
  if (!sender || others.length > 0 || !ADDRESS.test(sender.address)) return null;
  return { name: sender.name, address: sender.address };
}

/** The delivery that a Message-ID is of, with its brackets or without; null when it is none of ours. */
export const deliveryIdOf = (messageId: string): string | null =>
  /^<?(dlv_[0-9a-z]{8,40})@[^\s<>]+>?$/.exec(messageId.trim())?.[1] ?? null;

/** The Message-ID of a delivery: the same at every attempt, so that a mail that comes twice is recognized as one. */
export const messageIdOf = (deliveryId: string, sender: Mailbox): string =>
  `<${deliveryId}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`;
