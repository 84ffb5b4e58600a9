import { acceptInvitation, type InvitationView, linkPaths, viewInvitation } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { momentIn } from '@seatkeeper/text';
import type { z } from 'zod';
import { type Html, html } from './html.js';
import { type InvitationTexts, invitationTexts } from './invitation-texts.js';
import { type Content, type LinkPage, message } from './link-page.js';
import { PageKind } from './page.js';
import { FORM, type PasswordError, passwordForm, setPassword, signInLines } from './password-form.js';

type Invitation = z.infer<typeof InvitationView>;

/** The page behind the link of an invitation mail. */
export const invitationPage: LinkPage<
  Invitation,
  'accepted-now' | 'accepted' | 'expired' | 'revoked' | 'sign-on',
  InvitationTexts
> = {
  path: linkPaths.invitation,
  lane: 'invitation',
  design: new PageKind(FORM),
  texts: invitationTexts,
  over: ['invitation-expired', 'invitation-used', 'invitation-revoked', 'sso-required'],
  async look({ bus, token, origin }) {
    const view = await bus.request(viewInvitation, { token, ...origin });
    return { kind: view.state === 'open' && view.ssoRequired ? 'sign-on' : view.state, view };
  },
  act: ({ bus, token, origin, form }, open) =>
    setPassword(form, open, async (password) => {
      await bus.request(acceptInvitation, { token, password, ...origin, commandId: newId('cmd') });
      return { kind: 'accepted-now', view: open.view };
    }),
  status: { open: 200, 'accepted-now': 200, accepted: 410, expired: 410, revoked: 410, 'sign-on': 200 },
  content({ kind, view, error }, texts) {
    switch (kind) {
      case 'open':
        return form(view, texts, error);
      case 'accepted-now': {
        const { title, text } = texts.accepted;
        return message({ title, text: text(view.account.name) }, signIn(view, texts));
      }
      case 'accepted':
        return message(texts.used, signIn(view, texts));
      case 'sign-on': {
        const { title, text, go } = texts.signOn;
        const link = html`<p><a href="/v1/auth/sso/${view.account.slug}">${go}</a></p>`;
        return message({ title, text: text(view.account.name) }, link);
      }
      case 'expired':
        return message(texts.expired);
      case 'revoked':
        return message(texts.revoked);
    }
  },
};

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
