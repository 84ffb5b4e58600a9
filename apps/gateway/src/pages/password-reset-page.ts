import { linkPaths, type PasswordResetView, resetPassword, viewPasswordReset } from '@seatkeeper/contracts';
import { newId } from '@seatkeeper/service';
import { momentIn } from '@seatkeeper/text';
import type { z } from 'zod';
import { html } from './html.js';
import { type Content, type LinkPage, message } from './link-page.js';
import { PageKind } from './page.js';
import { FORM, type PasswordError, passwordForm, setPassword, signInLines } from './password-form.js';
import { type PasswordResetTexts, passwordResetTexts } from './password-reset-texts.js';

type Reset = z.infer<typeof PasswordResetView>;

/** The page behind a link for a new password. */
export const passwordResetPage: LinkPage<Reset, 'done', PasswordResetTexts> = {
  path: linkPaths.passwordReset,
  lane: 'password-reset',
  design: new PageKind(FORM),
  texts: passwordResetTexts,
  over: ['password-reset-ended'],
  async look({ bus, token }) {
    return { kind: 'open', view: await bus.request(viewPasswordReset, { token }) };
  },
  act: ({ bus, token, form }, open) =>
    setPassword(form, open, async (password) => {
      await bus.request(resetPassword, { token, password, commandId: newId('cmd') });
      return { kind: 'done', view: open.view };
    }),
  status: { open: 200, done: 200 },
  content({ kind, view, error }, texts) {
    if (kind === 'open') return form(view, texts, error);
    const { account, username } = view;
    const { title, text } = texts.done;
    return message({ title, text: text(account.name) }, signInLines(texts, { slug: account.slug, username }));
  },
};

function form(
  { account, firstName, username, locale, timeZone, expiresAt }: Reset,
  texts: PasswordResetTexts,
  error: PasswordError | undefined,
): Content {
  const until = momentIn(locale, new Date(expiresAt), timeZone);
  return {
    title: texts.title,
    main: html`<h1>${texts.greeting(firstName)}</h1>
      <p>${texts.about(account.name)}</p>
      ${passwordForm(username, until, texts, error)}`,
  };
}
