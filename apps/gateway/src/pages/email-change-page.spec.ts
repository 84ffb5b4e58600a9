import { emailChangePage } from './email-change-page.js';
import { rendererOf } from './link-page.js';

const render = rendererOf(emailChangePage);

const change = {
  account: { name: 'Harbour & Lane <Ltd>', slug: 'harbour-lane' },
  locale: 'en',
  sentTo: 'ada@private.example',
  state: 'open' as const,
};

describe('the page behind the link that confirms another address', () => {
  it('says which address it is to be and for which firm, and changes something only by its button', () => {
    const { status, html } = render({ kind: 'open', view: change }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('ada@private.example is to be your address for Harbour &amp; Lane &lt;Ltd&gt;');
    expect(html).toContain('<form method="post">');
    expect(html).not.toMatch(/<script|src=|href=/);
  });

  it('tells who got the mail by mistake no name and nothing that one signs in with', () => {
    const { html } = render({ kind: 'open', view: change }, undefined);
    expect(html).not.toContain('harbour-lane');
  });

  it.each([
    ['confirmed', 200, 'go to ada@private.example from now on', 'arrivent désormais à ada@private.example'],
    ['ended', 410, 'This link no longer works', 'Ce lien ne fonctionne plus'],
  ] as const)('says when it is %s, in the language of the person', (kind, status, english, french) => {
    const shown = render({ kind, view: change }, 'fr');
    expect(shown).toEqual({ status, html: expect.stringContaining(english) });
    const inFrench = render({ kind, view: { ...change, locale: 'fr-CA' } }, 'en');
    expect(inFrench.html).toContain(french);
    for (const { html } of [shown, inFrench]) expect(html).not.toContain('<form');
  });
});
