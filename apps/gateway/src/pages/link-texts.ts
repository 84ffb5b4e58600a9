import type { Message } from './link-page.js';
import type { Language } from './page.js';

/** What every page behind a mailed link says in the same words. */
export const linkTexts: Readonly<Record<Language, { unavailable: Message; tooMany: Message }>> = {
  en: {
    unavailable: {
      title: 'We cannot look that up just now',
      text: 'Nothing has changed. Please try again in a minute.',
    },
    tooMany: {
      title: 'Please try again in a few minutes',
      text: 'Many links were looked at from your network in a short time, so we pause for a moment. Yours is untouched.',
    },
  },
  fr: {
    unavailable: {
      title: 'Impossible de vérifier pour le moment',
      text: 'Rien n’a changé. Veuillez réessayer dans une minute.',
    },
    tooMany: {
      title: 'Veuillez réessayer dans quelques minutes',
      text: 'De nombreux liens ont été consultés depuis votre réseau en peu de temps : nous marquons une pause. Le vôtre est intact.',
    },
  },
};
