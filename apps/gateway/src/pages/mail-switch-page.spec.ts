import type { MailSwitchView } from '@seatkeeper/contracts';
import { rendererOf } from './link-page.js';
import { mailSwitchPage } from './mail-switch-page.js';

const render = rendererOf(mailSwitchPage);
const view: MailSwitchView = {
  account: { name: 'Harbour & Lane <Ltd>', slug: 'harbour-lane' },
  locale: 'en',
  kind: 'seats-low',
  sent: true,
};

describe('the page behind the link that switches off a kind of mail', () => {
  it('says which mails and of which firm, and does it only by its button', () => {
    const { status, html } = render({ kind: 'open', view }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('“Few seats are left” about Harbour &amp; Lane &lt;Ltd&gt;');
    expect(html).toContain('<form method="post">');
    expect(html).not.toMatch(/<script|src=|href=/);
  });

  it('says that it is done, in the language of the person, and how to undo it', () => {
    const { status, html } = render({ kind: 'off', view: { ...view, locale: 'fr-CA', sent: false } }, 'en');
    expect(status).toBe(200);
    expect(html).toContain('« Il reste peu de places »');
    expect(html).toContain('vous pouvez les réactiver');
    expect(html).not.toContain('<form');
  });

  it('of a link that nobody signed speaks the language of the browser', () => {
    expect(render({ kind: 'unknown' }, 'fr')).toEqual({
      status: 404,
      html: expect.stringContaining('Ce lien ne fonctionne pas'),
    });
  });
});
