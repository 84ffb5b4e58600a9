import type { InvitationView } from '@seatkeeper/contracts';
import { momentIn } from '@seatkeeper/text';
import type { z } from 'zod';
import { type Html, html } from './html.js';
import { type InvitationTexts, invitationTexts } from './invitation-texts.js';
import { CARD, languageFor, PageKind } from './page.js';

type Invitation = z.infer<typeof InvitationView>;

export type PageState =
  | { kind: 'open'; invitation: Invitation; error?: 'mismatch' | 'length' | 'refused' }
  | { kind: 'accepted-now'; invitation: Invitation }
  | { kind: 'accepted' | 'expired' | 'revoked'; invitation: Invitation }
  | { kind: 'unknown' }
  | { kind: 'unavailable' | 'too-many' };

/** The token is in the address: no other site and no cache may learn it, and nothing foreign may run here. */
const invitationPage = new PageKind(`${CARD}
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; font: inherit; }
input[readonly] { border-style: dashed; color: var(--soft); }
button { width: 100%; margin-top: 1.5rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
dl { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
dt { color: var(--soft); font-size: .875rem; }
dd { margin: 0 0 .5rem; font-weight: 600; overflow-wrap: anywhere; }
.bad { padding: .75rem; border-left: 4px solid var(--bad); color: var(--bad); }
`);
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
    <dl>
      <dt>${texts.account}</dt>
      <dd>${account.slug}</dd>
      <dt>${texts.username}</dt>
      <dd>${username}</dd>
      <dt>${texts.password}</dt>
      <dd>${texts.chosen}</dd>
    </dl>
    <p>${texts.where(invitedBy, account.name)}</p>`;

function form(
  { account, firstName, invitedBy, username, locale, expiresAt, timeZone }: Invitation,
  texts: InvitationTexts,
  error: 'mismatch' | 'length' | 'refused' | undefined,
): Content {
  const until = momentIn(locale, new Date(expiresAt), timeZone);
  const described = error ? 'problem hint' : 'hint';
  const invalid = error ? html`aria-invalid="true"` : '';
  return {
    title: texts.title(account.name),
    main: html`<h1>${texts.greeting(firstName)}</h1>
      <p>${texts.invitedBy(invitedBy, account.name)}</p>
      ${error && html`<p class="bad" id="problem" role="alert">${texts.errors[error]}</p>`}
      <form method="post">
        <label for="username">${texts.username}</label>
        <input id="username" name="username" autocomplete="username" readonly value="${username}" />
        <label for="password">${texts.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="new-password"
          required
          minlength="8"
          maxlength="200"
          aria-describedby="${described}"
          ${invalid}
          autofocus
        />
        <p class="soft" id="hint">${texts.hint}</p>
        <label for="repeated">${texts.repeated}</label>
        <input
          id="repeated"
          name="repeated"
          type="password"
          autocomplete="new-password"
          required
          minlength="8"
          maxlength="200"
          ${invalid}
        />
        <button>${texts.submit}</button>
        <p class="soft">${texts.validUntil(until)}</p>
      </form>`,
  };
}
