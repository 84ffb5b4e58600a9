/** The words of the invitation page, in every language of the product. */
export interface InvitationTexts {
  language: 'en' | 'fr';
  title: (firm: string) => string;
  greeting: (firstName: string) => string;
  invitedBy: (name: string | null, firm: string) => string;
  username: string;
  password: string;
  repeated: string;
  hint: string;
  submit: string;
  validUntil: (date: string) => string;
  errors: { mismatch: string; length: string; refused: string };
  accepted: { title: string; text: (firm: string, slug: string) => string };
  used: { title: string; text: string };
  expired: { title: string; text: string };
  revoked: { title: string; text: string };
  unknown: { title: string; text: string };
  unavailable: { title: string; text: string };
}

const en: InvitationTexts = {
  language: 'en',
  title: (firm) => `Join ${firm}`,
  greeting: (firstName) => `Welcome, ${firstName}`,
  invitedBy: (name, firm) =>
    name ? `${name} invites you to join ${firm}.` : `You are invited to join ${firm}.`,
  username: 'Your username',
  password: 'Choose a password',
  repeated: 'Repeat the password',
  hint: 'At least 8 characters. A short sentence is easy to remember and hard to guess.',
  submit: 'Accept the invitation',
  validUntil: (date) => `This link works once, until ${date}.`,
  errors: {
    mismatch: 'The two passwords are not the same. Please type them again.',
    length: 'The password needs at least 8 and at most 200 characters.',
    refused: 'This password is too easy to guess: it may not be your username or the name of the firm.',
  },
  accepted: {
    title: 'You are in',
    text: (firm, slug) => `Your password is set. Sign in to ${firm} (account “${slug}”) with your username.`,
  },
  used: {
    title: 'This invitation was accepted already',
    text: 'Sign in with your username and the password you chose.',
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
  unavailable: {
    title: 'We cannot look that up just now',
    text: 'Nothing has changed. Please try again in a minute.',
  },
};

const fr: InvitationTexts = {
  language: 'fr',
  title: (firm) => `Rejoindre ${firm}`,
  greeting: (firstName) => `Bienvenue, ${firstName}`,
  invitedBy: (name, firm) =>
    name ? `${name} vous invite à rejoindre ${firm}.` : `Vous êtes invité(e) à rejoindre ${firm}.`,
  username: 'Votre nom d’utilisateur',
  password: 'Choisissez un mot de passe',
  repeated: 'Répétez le mot de passe',
  hint: 'Au moins 8 caractères. Une courte phrase se retient bien et se devine mal.',
  submit: 'Accepter l’invitation',
  validUntil: (date) => `Ce lien fonctionne une seule fois, jusqu’au ${date}.`,
  errors: {
    mismatch: 'Les deux mots de passe ne sont pas identiques. Veuillez les saisir à nouveau.',
    length: 'Le mot de passe doit compter de 8 à 200 caractères.',
    refused:
      'Ce mot de passe est trop facile à deviner : il ne peut être ni votre nom d’utilisateur ni le nom de la société.',
  },
  accepted: {
    title: 'C’est fait',
    text: (firm, slug) =>
      `Votre mot de passe est enregistré. Connectez-vous à ${firm} (compte « ${slug} ») avec votre nom d’utilisateur.`,
  },
  used: {
    title: 'Cette invitation a déjà été acceptée',
    text: 'Connectez-vous avec votre nom d’utilisateur et le mot de passe que vous avez choisi.',
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
    text: 'Vérifiez que le lien est complet : les messageries coupent parfois les longs liens en deux.',
  },
  unavailable: {
    title: 'Impossible de vérifier pour le moment',
    text: 'Rien n’a changé. Veuillez réessayer dans une minute.',
  },
};

/** The invitation's language, else what the browser prefers, else English. */
export function textsFor(locale: string | undefined, acceptLanguage: string | undefined): InvitationTexts {
  const wanted = locale ?? acceptLanguage?.split(',', 1)[0] ?? 'en';
  return wanted.trim().toLowerCase().startsWith('fr') ? fr : en;
}
