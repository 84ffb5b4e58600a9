import type { Language } from './page.js';

export type SsoProblem =
  | 'not-set-up'
  | 'ended'
  | 'refused'
  | 'provider'
  | 'unknown'
  | 'barred'
  | 'waiting'
  | 'no-seat'
  | 'unavailable';

export interface SsoTexts {
  readonly problems: Readonly<Record<SsoProblem, { readonly title: string; readonly text: string }>>;
  readonly again: string;
  readonly home: string;
}

/** What somebody reads whose single sign-on did not come off: what it means, and what to do. */
export const ssoTexts: Readonly<Record<Language, SsoTexts>> = {
  en: {
    problems: {
      'not-set-up': {
        title: 'There is no single sign-on here',
        text: 'Check how the account of your firm is spelled. If it is right, sign in with your password, or ask an administrator of your firm.',
      },
      ended: {
        title: 'Please begin again',
        text: 'This sign-in was begun more than ten minutes ago, or in another browser, or has come to its end before. Nothing has happened.',
      },
      refused: {
        title: 'The sign-in did not come off',
        text: 'Your identity provider refused it, or what came back from there does not hold. Begin again; if it happens once more, tell an administrator of your firm.',
      },
      provider: {
        title: 'Your identity provider does not answer',
        text: 'It is away, or not set up as it should be. Try again in a few minutes; if it stays so, tell an administrator of your firm, who finds out more by testing the connection.',
      },
      unknown: {
        title: 'We do not know you yet',
        text: 'Your identity provider knows you, but nobody here has your address, or it does not count here. Ask an administrator of your firm to invite you, or to look at the connection.',
      },
      barred: {
        title: 'You cannot sign in at present',
        text: 'Your identity provider knows you, but your user here is not active. Ask an administrator of your firm.',
      },
      waiting: {
        title: 'You are on the wait list',
        text: 'Every seat of your firm is taken. You get a mail as soon as one is free.',
      },
      'no-seat': {
        title: 'There is no free seat for you',
        text: 'Every seat of your firm is taken. Ask an administrator of your firm to make room, and sign in again.',
      },
      unavailable: {
        title: 'We cannot sign you in just now',
        text: 'A part of Seatkeeper does not answer. Please try again in a minute.',
      },
    },
    again: 'Begin again',
    home: 'To the sign-in page',
  },
  fr: {
    problems: {
      'not-set-up': {
        title: 'Pas d’authentification unique ici',
        text: 'Vérifiez l’orthographe du compte de votre société. Si elle est juste, connectez-vous avec votre mot de passe, ou adressez-vous à l’administration de votre société.',
      },
      ended: {
        title: 'Veuillez recommencer',
        text: 'Cette connexion a été commencée il y a plus de dix minutes, ou dans un autre navigateur, ou elle a déjà abouti. Rien ne s’est passé.',
      },
      refused: {
        title: 'La connexion n’a pas abouti',
        text: 'Votre fournisseur d’identité l’a refusée, ou sa réponse n’est pas valable. Recommencez ; si cela se répète, prévenez l’administration de votre société.',
      },
      provider: {
        title: 'Votre fournisseur d’identité ne répond pas',
        text: 'Il est indisponible, ou mal configuré. Réessayez dans quelques minutes ; si cela dure, prévenez l’administration de votre société, qui en saura plus en testant la connexion.',
      },
      unknown: {
        title: 'Nous ne vous connaissons pas encore',
        text: 'Votre fournisseur d’identité vous connaît, mais personne ici n’a votre adresse, ou elle ne compte pas ici. Demandez à l’administration de votre société de vous inviter, ou de vérifier la connexion.',
      },
      barred: {
        title: 'Vous ne pouvez pas vous connecter pour le moment',
        text: 'Votre fournisseur d’identité vous connaît, mais votre utilisateur n’est pas actif ici. Adressez-vous à l’administration de votre société.',
      },
      waiting: {
        title: 'Vous êtes sur la liste d’attente',
        text: 'Toutes les places de votre société sont prises. Vous recevrez un message dès qu’une place se libère.',
      },
      'no-seat': {
        title: 'Aucune place n’est libre pour vous',
        text: 'Toutes les places de votre société sont prises. Demandez à l’administration de votre société d’en libérer une, puis reconnectez-vous.',
      },
      unavailable: {
        title: 'Impossible de vous connecter pour le moment',
        text: 'Une partie de Seatkeeper ne répond pas. Veuillez réessayer dans une minute.',
      },
    },
    again: 'Recommencer',
    home: 'Vers la page de connexion',
  },
};
