import type { LinkTexts, Message } from './link-page.js';
import { linkTexts } from './link-texts.js';

/** The words of the page that confirms another address, in every language of the product. */
export interface EmailChangeTexts extends LinkTexts {
  open: {
    title: string;
    text: (address: string, firm: string) => string;
    effect: string;
    submit: string;
    notMine: string;
  };
  confirmed: { title: string; text: (address: string, firm: string) => string };
  over: Message;
}

const en: EmailChangeTexts = {
  ...linkTexts.en,
  open: {
    title: 'Confirm your new address',
    text: (address, firm) => `${address} is to be your address for ${firm} on Seatkeeper.`,
    effect:
      'From then on mails come here, also those that let you choose a new password. What you sign in with does not change.',
    submit: 'Confirm the address',
    notMine: 'You know nothing of this? Then close this page: nothing happens.',
  },
  confirmed: {
    title: 'The address is confirmed',
    text: (address, firm) => `Mails for ${firm} go to ${address} from now on. You can close this page.`,
  },
  over: {
    title: 'This link no longer works',
    text: 'Its time is over, the change was cancelled, or another address was asked for. The address is as it was; it can be asked for again.',
  },
  unknown: {
    title: 'This link does not work',
    text: 'It may not be complete: mail programs sometimes cut long links in two. Copy all of it from the mail.',
  },
};

const fr: EmailChangeTexts = {
  ...linkTexts.fr,
  open: {
    title: 'Confirmez votre nouvelle adresse',
    text: (address, firm) => `${address} doit devenir votre adresse pour ${firm} sur Seatkeeper.`,
    effect:
      'Les messages arriveront alors ici, y compris ceux qui permettent de choisir un nouveau mot de passe. Votre identifiant de connexion ne change pas.',
    submit: 'Confirmer l’adresse',
    notMine: 'Cela ne vous dit rien ? Fermez cette page : rien ne se passe.',
  },
  confirmed: {
    title: 'L’adresse est confirmée',
    text: (address, firm) =>
      `Les messages de ${firm} arrivent désormais à ${address}. Vous pouvez fermer cette page.`,
  },
  over: {
    title: 'Ce lien ne fonctionne plus',
    text: 'Il a expiré, le changement a été annulé ou une autre adresse a été demandée. L’adresse est restée la même ; le changement peut être redemandé.',
  },
  unknown: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Il est peut-être incomplet : les messageries coupent parfois les longs liens en deux. Copiez-le en entier depuis le message.',
  },
};

export const emailChangeTexts = { en, fr };
