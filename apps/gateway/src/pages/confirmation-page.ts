import type { ConfirmationView } from '@seatkeeper/contracts';
import { type ConfirmationTexts, confirmationTexts } from './confirmation-texts.js';
import { type Html, html } from './html.js';
import { CARD, languageFor, PageKind } from './page.js';

export type ConfirmationPageState =
  | { kind: 'open' | 'confirmed' | 'expired'; confirmation: ConfirmationView }
  | { kind: 'unknown' | 'unavailable' | 'too-many' };

/** The token is in the address, as with invitations. */
const confirmationPage = new PageKind(`${CARD}
button { width: 100%; margin: .5rem 0 1rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
`);
export const CONFIRMATION_HEADERS = confirmationPage.headers;

const STATUS: Readonly<Record<ConfirmationPageState['kind'], number>> = {
  open: 200,
  confirmed: 200,
  expired: 410,
  unknown: 404,
  unavailable: 503,
  'too-many': 429,
};

/** Speaks the language of the account; for a link nobody knows, that of the browser. */
export function renderConfirmationPage(
  state: ConfirmationPageState,
  acceptLanguage: string | undefined,
): { status: number; html: string } {
  const locale = 'confirmation' in state ? state.confirmation.locale : undefined;
  const language = languageFor(locale, acceptLanguage);
  const { title, main } = content(state, confirmationTexts[language]);
  return { status: STATUS[state.kind], html: confirmationPage.render(language, title, main) };
}

interface Content {
  title: string;
  main: Html;
}

function content(state: ConfirmationPageState, texts: ConfirmationTexts): Content {
  switch (state.kind) {
    case 'open':
      return form(state.confirmation, texts.open);
    case 'confirmed': {
      const { title, text } = texts.confirmed;
      return message({ title, text: text(state.confirmation.account.name) });
    }
    case 'expired':
      return message(texts.expired);
    case 'unknown':
      return message(texts.unknown);
    case 'unavailable':
      return message(texts.unavailable);
    case 'too-many':
      return message(texts.tooMany);
  }
}

const message = ({ title, text }: { title: string; text: string }): Content => ({
  title,
  main: html`<h1>${title}</h1>
    <p>${text}</p>`,
});

const form = ({ account, sentTo }: ConfirmationView, texts: ConfirmationTexts['open']): Content => ({
  title: texts.title,
  main: html`<h1>${texts.title}</h1>
    <p>${texts.text(account.name, account.slug)}</p>
    <p>${texts.address(sentTo)}</p>
    <form method="post"><button autofocus>${texts.submit}</button></form>
    <p class="soft">${texts.notMine}</p>`,
});
