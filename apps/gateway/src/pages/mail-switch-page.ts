import { linkPaths, type MailSwitchView, switchMailOff, viewMailSwitch } from '@seatkeeper/contracts';
import { html } from './html.js';
import { type Content, type LinkPage, message } from './link-page.js';
import { type MailSwitchTexts, mailSwitchTexts } from './mail-switch-texts.js';
import { CARD, PageKind } from './page.js';

/**
 * The page behind the link by which one kind of mail is switched off. Mail programs do it with one click, by a POST of their
 * own (RFC 8058), which is the one of the page's button.
 */
export const mailSwitchPage: LinkPage<MailSwitchView, 'off', MailSwitchTexts> = {
  path: linkPaths.mailSwitch,
  lane: 'invitation',
  design: new PageKind(`${CARD}
button { width: 100%; margin: .5rem 0 1rem; padding: .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--paper); font: inherit; font-weight: 600; cursor: pointer; }
`),
  texts: mailSwitchTexts,
  over: [],
  async look({ bus, token }) {
    const view = await bus.request(viewMailSwitch, { token });
    return { kind: view.sent ? 'open' : 'off', view };
  },
  async act({ bus, token }) {
    return { kind: 'off', view: await bus.request(switchMailOff, { token }) };
  },
  status: { open: 200, off: 200 },
  content({ kind, view }, texts) {
    if (kind === 'open') return form(view, texts);
    const { title, text } = texts.off;
    return message({ title, text: text(texts.kinds[view.kind] ?? view.kind, view.account.name) });
  },
};

const form = ({ account, kind }: MailSwitchView, { open, kinds }: MailSwitchTexts): Content => ({
  title: open.title,
  main: html`<h1>${open.title}</h1>
    <p>${open.text(kinds[kind] ?? kind, account.name)}</p>
    <form method="post"><button autofocus>${open.submit}</button></form>
    <p class="soft">${open.others}</p>`,
});
