import type { LinkTexts, Message } from './link-page.js';
import { linkTexts } from './link-texts.js';
import type { PasswordTexts } from './password-form.js';

/** The words of the page behind a link for a new password, in every language of the product. */
export interface PasswordResetTexts extends LinkTexts, PasswordTexts {
  title: string;
  greeting: (firstName: string) => string;
  about: (firm: string) => string;
  done: { title: string; text: (firm: string) => string };
  account: string;
  ended: Message;
}

const en: PasswordResetTexts = {
  ...linkTexts.en,
  title: 'Choose a new password',
  greeting: (firstName) => `Hello, ${firstName}`,
  about: (firm) => `Choose a new password for ${firm}. You will be signed out everywhere.`,
  username: 'Your username',
  password: 'New password',
  repeated: 'Repeat the password',
  hint: 'At least 8 characters. A short sentence is easy to remember and hard to guess.',
  submit: 'Set the new password',
  validUntil: (date) => `This link works once, until ${date}.`,
  errors: {
    mismatch: 'The two passwords are not the same. Please type them again.',
    length: 'The password needs at least 8 and at most 200 characters.',
    refused: 'This password is too easy to guess. Please choose another.',
  },
  done: {
    title: 'Your password is set',
    text: (firm) => `Sign in to ${firm} with it. You can close this page.`,
  },
  account: 'Account',
  ended: {
    title: 'This link no longer works',
    text: 'It has expired, was used, or your password changed meanwhile. Ask for a new link where you sign in.',
  },
  unknown: {
    title: 'There is no such link',
    text: 'Check that it is complete, and that there is no newer mail: only the link of the newest one works.',
  },
};

const fr: PasswordResetTexts = {
  ...linkTexts.fr,
  title: 'Choisissez un nouveau mot de passe',
  greeting: (firstName) => `Bonjour, ${firstName}`,
  about: (firm) => `Choisissez un nouveau mot de passe pour ${firm}. Vous serez déconnecté(e) partout.`,
  username: 'Votre nom d’utilisateur',
  password: 'Nouveau mot de passe',
  repeated: 'Répétez le mot de passe',
  hint: 'Au moins 8 caractères. Une courte phrase se retient bien et se devine mal.',
  submit: 'Enregistrer le nouveau mot de passe',
  validUntil: (date) => `Ce lien fonctionne une seule fois, jusqu’au ${date}.`,
  errors: {
    mismatch: 'Les deux mots de passe ne sont pas identiques. Veuillez les saisir à nouveau.',
    length: 'Le mot de passe doit compter de 8 à 200 caractères.',
    refused: 'Ce mot de passe est trop facile à deviner. Veuillez en choisir un autre.',
  },
  done: {
    title: 'Votre mot de passe est enregistré',
    text: (firm) => `Connectez-vous à ${firm} avec ce mot de passe. Vous pouvez fermer cette page.`,
  },
  account: 'Compte',
  ended: {
    title: 'Ce lien ne fonctionne plus',
    text: 'Il a expiré, a déjà servi, ou votre mot de passe a changé entre-temps. Demandez un nouveau lien là où vous vous connectez.',
  },
  unknown: {
    title: 'Ce lien n’existe pas',
    text: 'Vérifiez qu’il est complet et qu’il n’y a pas de message plus récent : seul le lien du dernier message fonctionne.',
  },
};

export const passwordResetTexts = { en, fr };
