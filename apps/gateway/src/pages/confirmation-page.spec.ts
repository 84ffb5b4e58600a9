import { confirmationPage } from './confirmation-page.js';
import { rendererOf } from './link-page.js';

const render = rendererOf(confirmationPage);

const confirmation = {
  account: { name: 'Harbour & Lane <Ltd>', slug: 'harbour-lane' },
  locale: 'en',
  sentTo: 'ada@harbour.example',
  state: 'open' as const,
};

describe('the page behind the link that confirms an address', () => {
  it('says which firm and which address, and changes something only by its button', () => {
    const { status, html } = render({ kind: 'open', view: confirmation }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('Harbour &amp; Lane &lt;Ltd&gt; was signed up');
    expect(html).toContain('ada@harbour.example');
    expect(html).toContain('<form method="post">');
    expect(html).not.toMatch(/<script|src=|href=/);
  });

  it.each([
    ['confirmed', 200, 'can invite people from now on', 'peut désormais inviter'],
    ['expired', 410, 'This link has expired', 'Ce lien a expiré'],
  ] as const)('says when it is %s, in the language of the account', (kind, status, english, french) => {
    const shown = render({ kind, view: confirmation }, 'fr');
    expect(shown).toEqual({ status, html: expect.stringContaining(english) });
    const inFrench = render({ kind, view: { ...confirmation, locale: 'fr' } }, 'en');
    expect(inFrench.html).toContain(french);
    for (const { html } of [shown, inFrench]) expect(html).not.toContain('<form');
  });

  it.each([
    ['unknown', 404, 'Ce lien ne fonctionne pas'],
    ['unavailable', 503, 'Impossible de vérifier'],
    ['tooMany', 429, 'Veuillez réessayer'],
  ] as const)('that is %s speaks the language of the browser', (kind, status, text) => {
    const page = render({ kind }, 'fr-CA');
    expect(page).toEqual({ status, html: expect.stringContaining(text) });
    expect(page.html).toContain('<html lang="fr">');
  });
});
