import { confirmEmailChange, type EmailChangeView, linkPaths, viewEmailChange } from '@seatkeeper/contracts';
import { confirmationDesign } from './confirmation-page.js';
import { type EmailChangeTexts, emailChangeTexts } from './email-change-texts.js';
import { html } from './html.js';
import { type Content, type LinkPage, message } from './link-page.js';

/** The page behind the link that confirms another address of somebody who signs in. */
export const emailChangePage: LinkPage<EmailChangeView, 'confirmed' | 'ended', EmailChangeTexts> = {
  path: linkPaths.emailChange,
  lane: 'invitation',
  design: confirmationDesign,
  texts: emailChangeTexts,
  over: ['email-change-ended'],
  async look({ bus, token }) {
    const view = await bus.request(viewEmailChange, { token });
    return { kind: view.state, view };
  },
  async act({ bus, token }) {
    const view = await bus.request(confirmEmailChange, { token });
    return { kind: view.state, view };
  },
  status: { open: 200, confirmed: 200, ended: 410 },
  content({ kind, view }, texts) {
    switch (kind) {
      case 'open':
        return form(view, texts.open);
      case 'confirmed': {
        const { title, text } = texts.confirmed;
        return message({ title, text: text(view.sentTo, view.account.name) });
      }
      case 'ended':
        return message(texts.over);
    }
  },
};

const form = ({ account, sentTo }: EmailChangeView, texts: EmailChangeTexts['open']): Content => ({
  title: texts.title,
  main: html`<h1>${texts.title}</h1>
    <p>${texts.text(sentTo, account.name)}</p>
    <p>${texts.effect}</p>
    <form method="post"><button autofocus>${texts.submit}</button></form>
    <p class="soft">${texts.notMine}</p>`,
});
