import { invitationPage } from './invitation-page.js';
import { rendererOf } from './link-page.js';

const render = rendererOf(invitationPage);
type State = Parameters<typeof render>[0];

const invitation = {
  account: { name: 'Harbour & Lane <Ltd>', slug: 'harbour-lane' },
  firstName: 'Zoë',
  username: 'zoe@harbour-lane.example',
  invitedBy: 'Ada Quill',
  locale: 'en',
  timeZone: 'Europe/Paris',
  expiresAt: '2030-01-01T03:04:00.000Z',
  state: 'open' as const,
};

describe('the page behind an invitation link', () => {
  it('says who invites whom to what, and asks for a password', () => {
    const { status, html } = render({ kind: 'open', view: invitation }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('Welcome, Zoë');
    expect(html).toContain('Ada Quill invites you to join Harbour &amp; Lane &lt;Ltd&gt;.');
    expect(html).toContain('autocomplete="new-password"');
    expect(html).toMatch(/January 1, 2030 at 4:04.AM \(Central European Standard Time\)/);
  });

  it('speaks the language of the invitation, whatever the browser prefers', () => {
    const { html } = render({ kind: 'open', view: { ...invitation, locale: 'fr-CA' } }, 'en');
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('vous invite à rejoindre');
    expect(html).toContain('jusqu’au mardi 1er janvier 2030');
  });

  it('asks for no password where the firm signs in elsewhere, and says where', () => {
    const { status, html } = render({ kind: 'sign-on', view: invitation }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('<a href="/v1/auth/sso/harbour-lane">Continue with single sign-on</a>');
    expect(html).not.toContain('<form');
  });

  it('tells a screen reader what is wrong with the password', () => {
    const { status, html } = render({ kind: 'open', view: invitation, error: 'mismatch' }, undefined);
    expect(status).toBe(422);
    expect(html).toContain('role="alert"');
    expect(html).toContain('aria-describedby="problem hint"');
    expect(html).toContain('aria-invalid="true"');
  });

  it('escapes what people wrote about themselves and their firm', () => {
    const evil = { ...invitation, firstName: `<img src=x onerror="alert(1)">`, username: `"><script>'` };
    const { html } = render({ kind: 'open', view: evil }, undefined);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;&#39;"');
  });

  it.each(['accepted-now', 'accepted'] as const)(
    'tells who is %s what to sign in with, and where',
    (kind) => {
      const { html } = render({ kind, view: invitation }, undefined);
      expect(html).toMatch(/<dd>harbour-lane<\/dd>/);
      expect(html).toMatch(/<dd>zoe@harbour-lane.example<\/dd>/);
      expect(html).toContain('Ada Quill can tell you its address');
    },
  );

  it.each<[State, number, string]>([
    [{ kind: 'accepted-now', view: invitation }, 200, 'You are in'],
    [{ kind: 'accepted', view: invitation }, 410, 'accepted already'],
    [{ kind: 'expired', view: invitation }, 410, 'has expired'],
    [{ kind: 'revoked', view: invitation }, 410, 'no longer works'],
    [{ kind: 'unknown' }, 404, 'no such invitation'],
    [{ kind: 'unavailable' }, 503, 'just now'],
  ])('%j answers %i without a form', (state, expected, text) => {
    const { status, html } = render(state, 'en-GB');
    expect(status).toBe(expected);
    expect(html).toContain(text);
    expect(html).not.toContain('<form');
  });
});
