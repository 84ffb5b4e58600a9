import type { MailKind } from '@seatkeeper/contracts';
import type { LinkTexts } from './link-page.js';
import { linkTexts } from './link-texts.js';

/** The words of the page that switches off a kind of mail, in every language of the product. */
export interface MailSwitchTexts extends LinkTexts {
  /** Of the kinds that can be switched off. */
  kinds: Readonly<Partial<Record<MailKind, string>>>;
  open: { title: string; text: (kind: string, firm: string) => string; submit: string; others: string };
  off: { title: string; text: (kind: string, firm: string) => string };
}

const en: MailSwitchTexts = {
  ...linkTexts.en,
  kinds: {
    'seats-low': 'Few seats are left',
    'seats-exhausted': 'No seat is left',
    'invoice-issued': 'A new invoice',
    'payment-declined': 'A payment was declined',
    'renewal-coming': 'A subscription renews or ends soon',
    replaced: 'Taking over from somebody',
    'records-received': 'Records were handed over',
    'hand-over-finished': 'A hand-over has finished',
    digest: 'What happened in the account',
  },
  open: {
    title: 'Get these mails no more?',
    text: (kind, firm) => `You get mails of the kind “${kind}” about ${firm}.`,
    submit: 'Switch them off',
    others: 'All other mails still come. In the console, under Mails I get, you switch kinds on and off.',
  },
  off: {
    title: 'These mails are switched off',
    text: (kind, firm) =>
      `You get no more mails of the kind “${kind}” about ${firm}. In the console, under Mails I get, you switch them on again.`,
  },
  unknown: {
    title: 'This link does not work',
    text: 'It is not complete: mail programs sometimes cut long links in two. In the console, under Mails I get, you switch kinds on and off.',
  },
};

const fr: MailSwitchTexts = {
  ...linkTexts.fr,
  kinds: {
    'seats-low': 'Il reste peu de places',
    'seats-exhausted': 'Il ne reste plus de place',
    'invoice-issued': 'Une nouvelle facture',
    'payment-declined': 'Un paiement a été refusé',
    'renewal-coming': 'Un abonnement se renouvelle ou prend fin bientôt',
    replaced: 'Succession à une autre personne',
    'records-received': 'Des dossiers transmis',
    'hand-over-finished': 'Une transmission est terminée',
    digest: 'Ce qui s’est passé dans le compte',
  },
  open: {
    title: 'Ne plus recevoir ces messages ?',
    text: (kind, firm) => `Vous recevez les messages « ${kind} » au sujet de ${firm}.`,
    submit: 'Les désactiver',
    others:
      'Tous les autres messages continuent. Dans la console, sous Mes messages, vous choisissez ceux que vous recevez.',
  },
  off: {
    title: 'Ces messages sont désactivés',
    text: (kind, firm) =>
      `Vous ne recevez plus les messages « ${kind} » au sujet de ${firm}. Dans la console, sous Mes messages, vous pouvez les réactiver.`,
  },
  unknown: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Il est incomplet : les messageries coupent parfois les longs liens en deux. Dans la console, sous Mes messages, vous choisissez ceux que vous recevez.',
  },
};

export const mailSwitchTexts = { en, fr };
