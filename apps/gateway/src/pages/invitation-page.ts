import type { InvitationView } from '@seatkeeper/contracts';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { escape } from './html.js';
import { type InvitationTexts, textsFor } from './invitation-texts.js';

type Invitation = z.infer<typeof InvitationView>;

export type PageState =
  | { kind: 'open'; invitation: Invitation; error?: 'mismatch' | 'length' | 'refused' }
  | { kind: 'accepted-now'; invitation: Invitation }
  | { kind: 'accepted' | 'expired' | 'revoked'; invitation: Invitation }
  | { kind: 'unknown' }
  | { kind: 'unavailable' };

const STYLE = `
:root { color-scheme: light dark; --ink: #1a2233; --soft: #56617a; --paper: #fff; --ground: #eef1f6; --line: #c3cad8; --accent: #1d4ed8; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf5; --soft: #aab4c8; --paper: #1b2230; --ground: #10151f; --line: #46516a; --accent: #7ea6ff; --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 28rem; padding: 2rem; border-radius: .75rem; background: var(--paper); box-shadow: 0 1px 2px rgb(0 0 0 / .08), 0 8px 30px rgb(0 0 0 / .08); }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; font: inherit; }
input[readonly] { border-style: dashed; color: var(--soft); }
input:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button { width: 100%; margin-top: 1.5rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
.soft { margin: .5rem 0 0; color: var(--soft); font-size: .875rem; }
.bad { padding: .75rem; border-left: 4px solid var(--bad); color: var(--bad); }
`;
const styleHash = createHash('sha256').update(STYLE).digest('base64');

/** The token is in the address: no other site and no cache may learn it, and nothing foreign may run here. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
};

const STATUS: Readonly<Record<PageState['kind'], number>> = {
  open: 200,
  'accepted-now': 200,
  accepted: 410,
  expired: 410,
  revoked: 410,
  unknown: 404,
  unavailable: 503,
};

export function renderInvitationPage(
  state: PageState,
  acceptLanguage: string | undefined,
): { status: number; html: string } {
  const invitation = 'invitation' in state ? state.invitation : undefined;
  const texts = textsFor(invitation?.locale, acceptLanguage);
  const refused = state.kind === 'open' && state.error !== undefined;
  return { status: refused ? 422 : STATUS[state.kind], html: page(texts, content(state, texts)) };
}

interface Content {
  title: string;
  body: string;
}

function content(state: PageState, texts: InvitationTexts): Content {
  switch (state.kind) {
    case 'open':
      return form(state.invitation, texts, state.error);
    case 'accepted-now': {
      const { name, slug } = state.invitation.account;
      return message({ title: texts.accepted.title, text: texts.accepted.text(name, slug) });
    }
    case 'accepted':
      return message(texts.used);
    case 'expired':
      return message(texts.expired);
    case 'revoked':
      return message(texts.revoked);
    case 'unknown':
      return message(texts.unknown);
    case 'unavailable':
      return message(texts.unavailable);
  }
}

const message = ({ title, text }: { title: string; text: string }): Content => ({
  title,
  body: `<h1>${escape(title)}</h1><p>${escape(text)}</p>`,
});

function form(
  invitation: Invitation,
  texts: InvitationTexts,
  error: 'mismatch' | 'length' | 'refused' | undefined,
): Content {
  const firm = invitation.account.name;
  const until = new Intl.DateTimeFormat(invitation.locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(invitation.expiresAt));
  const described = error ? 'problem hint' : 'hint';
  const invalid = error ? ' aria-invalid="true"' : '';
  return {
    title: texts.title(firm),
    body: `
<h1>${escape(texts.greeting(invitation.firstName))}</h1>
<p>${escape(texts.invitedBy(invitation.invitedBy, firm))}</p>
${error ? `<p class="bad" id="problem" role="alert">${escape(texts.errors[error])}</p>` : ''}
<form method="post">
<label for="username">${escape(texts.username)}</label>
<input id="username" name="username" autocomplete="username" readonly value="${escape(invitation.username)}">
<label for="password">${escape(texts.password)}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required minlength="8" maxlength="200" aria-describedby="${described}"${invalid} autofocus>
<p class="soft" id="hint">${escape(texts.hint)}</p>
<label for="repeated">${escape(texts.repeated)}</label>
<input id="repeated" name="repeated" type="password" autocomplete="new-password" required minlength="8" maxlength="200"${invalid}>
<button>${escape(texts.submit)}</button>
<p class="soft">${escape(texts.validUntil(`${until} UTC`))}</p>
</form>`,
  };
}

const page = ({ language }: InvitationTexts, { title, body }: Content): string =>
  `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
