import type { PasswordResetView } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import type { z } from 'zod';
import { type Html, html } from './html.js';
import { languageFor, PageKind } from './page.js';
import { FORM, type PasswordError, passwordForm, signInLines } from './password-form.js';
import { type PasswordResetTexts, passwordResetTexts } from './password-reset-texts.js';

type Reset = z.infer<typeof PasswordResetView>;

export type PasswordResetState =
  | { kind: 'open'; reset: Reset; error?: PasswordError }
  | { kind: 'done'; reset: Reset }
  | { kind: 'ended' | 'unknown' | 'unavailable' | 'tooMany' };

const resetPage = new PageKind(FORM);
export const PASSWORD_RESET_HEADERS = resetPage.headers;

const STATUS: Readonly<Record<PasswordResetState['kind'], number>> = {
  open: 200,
  done: 200,
  ended: 410,
  unknown: 404,
  unavailable: 503,
  tooMany: 429,
};

/** Speaks the language of the user; for a link that tells nobody's, that of the browser. */
export function renderPasswordResetPage(
  state: PasswordResetState,
  acceptLanguage: string | undefined,
): { status: number; html: string } {
  const language = languageFor('reset' in state ? state.reset.locale : undefined, acceptLanguage);
  const refused = state.kind === 'open' && state.error !== undefined;
  const { title, main } = content(state, passwordResetTexts[language]);
  return { status: refused ? 422 : STATUS[state.kind], html: resetPage.render(language, title, main) };
}

function content(state: PasswordResetState, texts: PasswordResetTexts): { title: string; main: Html } {
  if (state.kind === 'open') {
    const { account, firstName, username, locale, timeZone, expiresAt } = state.reset;
    const until = momentIn(locale, new Date(expiresAt), timeZone);
    return {
      title: texts.title,
      main: html`<h1>${texts.greeting(firstName)}</h1>
        <p>${texts.about(account.name)}</p>
        ${passwordForm(username, until, texts, state.error)}`,
    };
  }
  if (state.kind === 'done') {
    const { account, username } = state.reset;
    return {
      title: texts.done.title,
      main: html`<h1>${texts.done.title}</h1>
        <p>${texts.done.text(account.name)}</p>
        ${signInLines(texts, { slug: account.slug, username })}`,
    };
  }
  const { title, text } = texts[state.kind];
  return {
    title,
    main: html`<h1>${title}</h1>
      <p>${text}</p>`,
  };
}
