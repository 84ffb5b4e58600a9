import type { Language } from './page.js';

export interface HomeTexts {
  title: string;
  what: string;
  docs: string;
  docsFor: string;
  openapi: string;
  openapiFor: string;
  health: string;
  healthFor: string;
  invited: string;
  unbuilt: string;
}

/** The words of the page at the root, in every language of the product. */
export const homeTexts: Readonly<Record<Language, HomeTexts>> = {
  en: {
    title: 'Seatkeeper',
    what: 'This is the API through which firms that pay by the seat administer their people: invitations, seats, permissions and what happens to work when somebody leaves.',
    docs: 'Reference',
    docsFor: 'every call with examples, to read and search',
    openapi: 'openapi.json',
    openapiFor: 'the same for tools (OpenAPI 3.1)',
    health: 'Health',
    healthFor: 'whether it can work, and what it depends on',
    invited: 'You were invited? Open the link in your mail: there is nothing to do here.',
    unbuilt:
      'The console is not built here. `npm run build` builds it; CONSOLE=false leaves it out. The API works without it.',
  },
  fr: {
    title: 'Seatkeeper',
    what: 'Voici l’API avec laquelle les sociétés qui paient au siège administrent leurs membres : invitations, sièges, permissions, et ce que devient le travail de qui s’en va.',
    docs: 'Référence',
    docsFor: 'chaque appel avec des exemples, à lire et à fouiller (en anglais)',
    openapi: 'openapi.json',
    openapiFor: 'la même chose pour les outils (OpenAPI 3.1)',
    health: 'État',
    healthFor: 'si tout fonctionne, et de quoi cela dépend',
    invited: 'Vous avez reçu une invitation ? Ouvrez le lien du message : il n’y a rien à faire ici.',
    unbuilt:
      'La console n’est pas construite ici. `npm run build` la construit ; CONSOLE=false y renonce. L’API fonctionne sans elle.',
  },
};
