import { confirmAddress, type ConfirmationView, linkPaths, viewConfirmation } from '@seatkeeper/contracts';
import { type ConfirmationTexts, confirmationTexts } from './confirmation-texts.js';
import { html } from './html.js';
import { type Content, type LinkPage, message } from './link-page.js';
import { CARD, PageKind } from './page.js';

/** A card with one button. */
export const confirmationDesign = new PageKind(`${CARD}
button { width: 100%; margin: .5rem 0 1rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
`);

/** The page behind the link that confirms an address. */
export const confirmationPage: LinkPage<ConfirmationView, 'confirmed' | 'expired', ConfirmationTexts> = {
  path: linkPaths.confirmation,
  lane: 'invitation',
  design: confirmationDesign,
  texts: confirmationTexts,
  over: ['confirmation-expired'],
  async look({ bus, token, origin }) {
    const view = await bus.request(viewConfirmation, { token, ...origin });
    return { kind: view.state, view };
  },
  async act({ bus, token, origin }) {
    const view = await bus.request(confirmAddress, { token, ...origin });
    return { kind: view.state, view };
  },
  status: { open: 200, confirmed: 200, expired: 410 },
  content({ kind, view }, texts) {
    switch (kind) {
      case 'open':
        return form(view, texts.open);
      case 'confirmed': {
        const { title, text } = texts.confirmed;
        return message({ title, text: text(view.account.name) });
      }
      case 'expired':
        return message(texts.expired);
    }
  },
};

const form = ({ account, sentTo }: ConfirmationView, texts: ConfirmationTexts['open']): Content => ({
  title: texts.title,
  main: html`<h1>${texts.title}</h1>
    <p>${texts.text(account.name, account.slug)}</p>
    <p>${texts.address(sentTo)}</p>
    <form method="post"><button autofocus>${texts.submit}</button></form>
    <p class="soft">${texts.notMine}</p>`,
});
