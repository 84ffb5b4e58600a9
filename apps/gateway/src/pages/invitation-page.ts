import type { InvitationView } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import type { z } from 'zod';
import { type Html, html } from './html.js';
import { type InvitationTexts, invitationTexts } from './invitation-texts.js';
import { languageFor, PageKind } from './page.js';
import { FORM, type PasswordError, passwordForm, signInLines } from './password-form.js';

type Invitation = z.infer<typeof InvitationView>;

export type PageState =
  | { kind: 'open'; invitation: Invitation; error?: PasswordError }
  | { kind: 'accepted-now'; invitation: Invitation }
  | { kind: 'accepted' | 'expired' | 'revoked'; invitation: Invitation }
  | { kind: 'unknown' }
  | { kind: 'unavailable' | 'too-many' };

/** The token is in the address: no other site and no cache may learn it, and nothing foreign may run here. */
const invitationPage = new PageKind(FORM);
export const PAGE_HEADERS = invitationPage.headers;

const STATUS: Readonly<Record<PageState['kind'], number>> = {
  open: 200,
  'accepted-now': 200,
  accepted: 410,
  expired: 410,
  revoked: 410,
  unknown: 404,
  unavailable: 503,
  'too-many': 429,
};

/** Speaks the language of the invitation; of one nobody knows, that of the browser. */
export function renderInvitationPage(
  state: PageState,
  acceptLanguage: string | undefined,
): { status: number; html: string } {
  const locale = 'invitation' in state ? state.invitation.locale : undefined;
  const language = languageFor(locale, acceptLanguage);
  const refused = state.kind === 'open' && state.error !== undefined;
  const { title, main } = content(state, invitationTexts[language]);
  return {
    status: refused ? 422 : STATUS[state.kind],
    html: invitationPage.render(language, title, main),
  };
}

interface Content {
  title: string;
  main: Html;
}

function content(state: PageState, texts: InvitationTexts): Content {
  switch (state.kind) {
    case 'open':
      return form(state.invitation, texts, state.error);
    case 'accepted-now': {
      const { title, text } = texts.accepted;
      return message({ title, text: text(state.invitation.account.name) }, signIn(state.invitation, texts));
    }
    case 'accepted':
      return message(texts.used, signIn(state.invitation, texts));
    case 'expired':
      return message(texts.expired);
    case 'revoked':
      return message(texts.revoked);
    case 'unknown':
      return message(texts.unknown);
    case 'unavailable':
      return message(texts.unavailable);
    case 'too-many':
      return message(texts.tooMany);
  }
}

const message = ({ title, text }: { title: string; text: string }, more?: Html): Content => ({
  title,
  main: html`<h1>${title}</h1>
    <p>${text}</p>
    ${more}`,
});

const signIn = ({ account, username, invitedBy }: Invitation, { signIn: texts }: InvitationTexts): Html =>
  html`<h2>${texts.heading}</h2>
    ${signInLines(
      texts,
      { slug: account.slug, username },
      html`<dt>${texts.password}</dt>
        <dd>${texts.chosen}</dd>`,
    )}
    <p>${texts.where(invitedBy, account.name)}</p>`;

function form(
  { account, firstName, invitedBy, username, locale, expiresAt, timeZone }: Invitation,
  texts: InvitationTexts,
  error: PasswordError | undefined,
): Content {
  const until = momentIn(locale, new Date(expiresAt), timeZone);
  return {
    title: texts.title(account.name),
    main: html`<h1>${texts.greeting(firstName)}</h1>
      <p>${texts.invitedBy(invitedBy, account.name)}</p>
      ${passwordForm(username, until, texts, error)}`,
  };
}
