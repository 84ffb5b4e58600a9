import type { Sender, SenderView } from './sending-queries.js';

/** What the form holds of a mail server. */
export interface SenderDraft {
  readonly host: string;
  readonly port: string;
  readonly security: Sender['security'];
  readonly user: string;
  /** Empty: the one before stays. */
  readonly password: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly replyTo: string;
  readonly perMinute: string;
  readonly whenFailing: Sender['whenFailing'];
}

const NEW: SenderDraft = {
  host: '',
  port: '587',
  security: 'starttls',
  user: '',
  password: '',
  fromName: '',
  fromAddress: '',
  replyTo: '',
  perMinute: '',
  whenFailing: 'fall-back',
};

/** The port that goes with an encryption, as most servers have it. */
const USUAL_PORTS: Readonly<Record<Sender['security'], string>> = { tls: '465', starttls: '587', none: '25' };

export const draftOfSender = ({ sender }: Pick<SenderView, 'sender'>): SenderDraft =>
  sender === null
    ? NEW
    : {
        host: sender.host,
        port: String(sender.port),
        security: sender.security,
        user: sender.user ?? '',
        password: '',
        fromName: sender.from.name,
        fromAddress: sender.from.address,
        replyTo: sender.replyTo ?? '',
        perMinute: sender.perMinute === null ? '' : String(sender.perMinute),
        whenFailing: sender.whenFailing,
      };

/** Another encryption, and the port of it unless somebody has chosen one of their own. */
export const withSecurity = (draft: SenderDraft, security: Sender['security']): Partial<SenderDraft> => ({
  security,
  ...(draft.port === USUAL_PORTS[draft.security] && { port: USUAL_PORTS[security] }),
});

const numberOf = (text: string): number | null => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : null);

export const isPort = (text: string): boolean => {
  const port = numberOf(text);
  return port !== null && port >= 1 && port <= 65_535;
};

/** Nothing is no limit. */
export const isRate = (text: string): boolean => {
  const rate = numberOf(text);
  return text.trim() === '' || (rate !== null && rate >= 1 && rate <= 6_000);
};

/** The draft as the API takes it. */
export const senderOf = (draft: SenderDraft) => ({
  host: draft.host.trim(),
  port: Number(draft.port),
  security: draft.security,
  user: draft.user.trim() || null,
  ...(draft.password !== '' && { password: draft.password }),
  from: { name: draft.fromName.trim(), address: draft.fromAddress.trim() },
  replyTo: draft.replyTo.trim() || null,
  perMinute: numberOf(draft.perMinute),
  whenFailing: draft.whenFailing,
});
