import type { LinkTexts, Message } from './link-page.js';
import { linkTexts } from './link-texts.js';

/** The words of the page that confirms an address, in every language of the product. */
export interface ConfirmationTexts extends LinkTexts {
  open: {
    title: string;
    text: (firm: string, account: string) => string;
    address: (address: string) => string;
    submit: string;
    notMine: string;
  };
  confirmed: { title: string; text: (firm: string) => string };
  expired: Message;
}

const en: ConfirmationTexts = {
  ...linkTexts.en,
  open: {
    title: 'Confirm your address',
    text: (firm, account) => `${firm} was signed up for Seatkeeper, as the account ${account}.`,
    address: (address) => `You read the mail to ${address}: confirm it, and you can invite your colleagues.`,
    submit: 'Confirm the address',
    notMine: 'You did not sign up? Then close this page: nothing happens.',
  },
  confirmed: {
    title: 'The address is confirmed',
    text: (firm) => `${firm} can invite people from now on. You can close this page.`,
  },
  expired: {
    title: 'This link has expired',
    text: 'Sign in to the application that you use and have the mail sent again.',
  },
  unknown: {
    title: 'This link does not work',
    text: 'A newer one may have been sent: look for a newer mail. Or the link is not complete: mail programs sometimes cut long links in two.',
  },
};

const fr: ConfirmationTexts = {
  ...linkTexts.fr,
  open: {
    title: 'Confirmez votre adresse',
    text: (firm, account) => `${firm} a été inscrit à Seatkeeper, sous le compte ${account}.`,
    address: (address) =>
      `Vous lisez le message envoyé à ${address} : confirmez-le, et vous pourrez inviter vos collègues.`,
    submit: 'Confirmer l’adresse',
    notMine: 'Vous ne vous êtes pas inscrit(e) ? Fermez cette page : rien ne se passe.',
  },
  confirmed: {
    title: 'L’adresse est confirmée',
    text: (firm) => `${firm} peut désormais inviter des personnes. Vous pouvez fermer cette page.`,
  },
  expired: {
    title: 'Ce lien a expiré',
    text: 'Connectez-vous à l’application que vous utilisez et faites renvoyer le message.',
  },
  unknown: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Un plus récent a peut-être été envoyé : cherchez un message plus récent. Ou le lien est incomplet : les messageries coupent parfois les longs liens en deux.',
  },
};

export const confirmationTexts = { en, fr };
