import { passwordResetPage } from './password-reset-page.js';
import { rendererOf } from './link-page.js';

const render = rendererOf(passwordResetPage);
type State = Parameters<typeof render>[0];

const reset = {
  account: { name: 'Harbour & Lane <Ltd>', slug: 'harbour-lane' },
  firstName: 'Zoë',
  username: 'zoe@harbour-lane.example',
  locale: 'en',
  timeZone: 'Europe/Paris',
  expiresAt: '2030-01-01T03:04:00.000Z',
};

describe('the page behind a link for a new password', () => {
  it('says whose password it is and until when it works, and asks for a new one', () => {
    const { status, html } = render({ kind: 'open', view: reset }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('Choose a new password for Harbour &amp; Lane &lt;Ltd&gt;.');
    expect(html).toContain('value="zoe@harbour-lane.example"');
    expect(html).toContain('autocomplete="new-password"');
    expect(html).toMatch(/January 1, 2030 at 4:04.AM \(Central European Standard Time\)/);
  });

  it('speaks the language of the user, whatever the browser prefers', () => {
    const french = { ...reset, locale: 'fr-CA' };
    const { html } = render({ kind: 'open', view: french, error: 'mismatch' }, 'en');
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('Les deux mots de passe ne sont pas identiques');
  });

  it('escapes what people wrote about themselves', () => {
    const evil = { ...reset, firstName: `<img src=x onerror="alert(1)">`, username: `"><script>'` };
    const { html } = render({ kind: 'open', view: evil }, undefined);
    expect(html).not.toMatch(/<img|<script/);
  });

  it.each<[State, number, string]>([
    [{ kind: 'done', view: reset }, 200, 'Your password is set'],
    [{ kind: 'ended' }, 410, 'no longer works'],
    [{ kind: 'unknown' }, 404, 'no such link'],
    [{ kind: 'unavailable' }, 503, 'just now'],
    [{ kind: 'tooMany' }, 429, 'in a few minutes'],
  ])('%j answers %i without a form', (state, expected, text) => {
    const { status, html } = render(state, 'en-GB');
    expect(status).toBe(expected);
    expect(html).toContain(text);
    expect(html).not.toContain('<form');
  });
});
