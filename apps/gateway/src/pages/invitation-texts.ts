import type { LinkTexts, Message } from './link-page.js';
import { linkTexts } from './link-texts.js';
import type { PasswordTexts } from './password-form.js';

/** The words of the invitation page, in every language of the product. */
export interface InvitationTexts extends LinkTexts, PasswordTexts {
  title: (firm: string) => string;
  greeting: (firstName: string) => string;
  invitedBy: (name: string | null, firm: string) => string;
  accepted: { title: string; text: (firm: string) => string };
  used: Message;
  /** What a person needs to sign in, and where that is: this page is the only one there is for them yet. */
  signIn: {
    heading: string;
    account: string;
    username: string;
    password: string;
    chosen: string;
    where: (name: string | null, firm: string) => string;
  };
  /** Where the firm lets nobody in with a password. */
  signOn: { title: string; text: (firm: string) => string; go: string };
  expired: Message;
  revoked: Message;
}

const en: InvitationTexts = {
  ...linkTexts.en,
  title: (firm) => `Join ${firm}`,
  greeting: (firstName) => `Welcome, ${firstName}`,
  invitedBy: (name, firm) =>
    name ? `${name} invites you to join ${firm}.` : `You are invited to join ${firm}.`,
  username: 'Your username',
  password: 'Choose a password',
  repeated: 'Repeat the password',
  hint: 'At least 8 characters; 12 or more are best. A short sentence is easy to remember and hard to guess.',
  submit: 'Accept the invitation',
  validUntil: (date) => `This link works once, until ${date}.`,
  errors: {
    mismatch: 'The two passwords are not the same. Please type them again.',
    length: 'The password needs at least 8 and at most 200 characters.',
    refused:
      'This password is too easy to guess: it is a common one, repeats itself, follows the keyboard, or is made of your ' +
      'name or the firm’s. Take three or four words that have nothing to do with each other.',
  },
  accepted: {
    title: 'You are in',
    text: (firm) => `Your password is set, and you belong to ${firm} from now on.`,
  },
  used: {
    title: 'This invitation was accepted already',
    text: 'There is nothing left to do here.',
  },
  signIn: {
    heading: 'You sign in with',
    account: 'Account',
    username: 'Username',
    password: 'Password',
    chosen: 'the one you chose',
    where: (name, firm) =>
      `Sign in to the application that ${firm} uses: ${name ?? 'whoever invited you'} can tell you its address. You can close this page.`,
  },
  signOn: {
    title: 'You need no password',
    text: (firm) =>
      `${firm} signs in at its own identity provider. Go there: you belong to ${firm} as soon as you have signed in.`,
    go: 'Continue with single sign-on',
  },
  expired: {
    title: 'This invitation has expired',
    text: 'Ask the person who invited you to send it again.',
  },
  revoked: {
    title: 'This link no longer works',
    text: 'The invitation was withdrawn or a newer one was sent. Look for a newer mail, or ask who invited you.',
  },
  unknown: {
    title: 'There is no such invitation',
    text: 'Check that the link is complete: mail programs sometimes cut long links in two.',
  },
  tooMany: {
    title: 'Please try again in a few minutes',
    text: 'Many invitations were looked at from your network in a short time, so we pause for a moment. Your invitation is untouched.',
  },
};

const fr: InvitationTexts = {
  ...linkTexts.fr,
  title: (firm) => `Rejoindre ${firm}`,
  greeting: (firstName) => `Bienvenue, ${firstName}`,
  invitedBy: (name, firm) =>
    name ? `${name} vous invite à rejoindre ${firm}.` : `Vous êtes invité(e) à rejoindre ${firm}.`,
  username: 'Votre nom d’utilisateur',
  password: 'Choisissez un mot de passe',
  repeated: 'Répétez le mot de passe',
  hint: 'Au moins 8 caractères ; 12 ou plus, c’est mieux. Une courte phrase se retient bien et se devine mal.',
  submit: 'Accepter l’invitation',
  validUntil: (date) => `Ce lien fonctionne une seule fois, jusqu’au ${date}.`,
  errors: {
    mismatch: 'Les deux mots de passe ne sont pas identiques. Veuillez les saisir à nouveau.',
    length: 'Le mot de passe doit compter de 8 à 200 caractères.',
    refused:
      'Ce mot de passe est trop facile à deviner : il est courant, se répète, suit le clavier, ou reprend votre nom ou ' +
      'celui de la société. Prenez trois ou quatre mots sans rapport entre eux.',
  },
  accepted: {
    title: 'C’est fait',
    text: (firm) => `Votre mot de passe est enregistré : vous faites désormais partie de ${firm}.`,
  },
  used: {
    title: 'Cette invitation a déjà été acceptée',
    text: 'Il ne reste rien à faire ici.',
  },
  signIn: {
    heading: 'Pour vous connecter',
    account: 'Compte',
    username: 'Nom d’utilisateur',
    password: 'Mot de passe',
    chosen: 'celui que vous avez choisi',
    where: (name, firm) =>
      `Connectez-vous à l’application que ${firm} utilise : ${name ?? 'la personne qui vous a invité(e)'} vous en donnera l’adresse. Vous pouvez fermer cette page.`,
  },
  signOn: {
    title: 'Aucun mot de passe n’est nécessaire',
    text: (firm) =>
      `${firm} se connecte auprès de son propre fournisseur d’identité. Allez-y : vous ferez partie de ${firm} dès que vous serez connecté(e).`,
    go: 'Continuer avec l’authentification unique',
  },
  expired: {
    title: 'Cette invitation a expiré',
    text: 'Demandez à la personne qui vous a invité(e) de la renvoyer.',
  },
  revoked: {
    title: 'Ce lien ne fonctionne plus',
    text: 'L’invitation a été retirée, ou une plus récente a été envoyée. Cherchez un message plus récent, ou demandez à la personne qui vous a invité(e).',
  },
  unknown: {
    title: 'Cette invitation n’existe pas',
    text: 'Vérifiez que le lien est complet : les messageries coupent parfois les longs liens en deux.',
  },
  tooMany: {
    title: 'Veuillez réessayer dans quelques minutes',
    text: 'De nombreuses invitations ont été consultées depuis votre réseau en peu de temps : nous marquons une pause. Votre invitation est intacte.',
  },
};

export const invitationTexts = { en, fr };
