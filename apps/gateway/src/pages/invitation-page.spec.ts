import { type PageState, renderInvitationPage } from './invitation-page.js';

const invitation = {
  account: { name: 'Harbour & Lane <Ltd>', slug: 'harbour-lane' },
  firstName: 'Zoë',
  username: 'zoe@harbour-lane.example',
  invitedBy: 'Ada Quill',
  locale: 'en',
  expiresAt: '2030-01-02T03:04:00.000Z',
  state: 'open' as const,
};

describe('the page behind an invitation link', () => {
  it('says who invites whom to what, and asks for a password', () => {
    const { status, html } = renderInvitationPage({ kind: 'open', invitation }, undefined);
    expect(status).toBe(200);
    expect(html).toContain('Welcome, Zoë');
    expect(html).toContain('Ada Quill invites you to join Harbour &amp; Lane &lt;Ltd&gt;.');
    expect(html).toContain('autocomplete="new-password"');
    expect(html).toContain('January 2, 2030');
  });

  it('speaks the language of the invitation, whatever the browser prefers', () => {
    const { html } = renderInvitationPage(
      { kind: 'open', invitation: { ...invitation, locale: 'fr-CA' } },
      'en',
    );
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('vous invite à rejoindre');
  });

  it('tells a screen reader what is wrong with the password', () => {
    const { status, html } = renderInvitationPage({ kind: 'open', invitation, error: 'mismatch' }, undefined);
    expect(status).toBe(422);
    expect(html).toContain('role="alert"');
    expect(html).toContain('aria-describedby="problem hint"');
    expect(html).toContain('aria-invalid="true"');
  });

  it.each<[PageState, number, string]>([
    [{ kind: 'accepted-now', invitation }, 200, 'You are in'],
    [{ kind: 'accepted', invitation }, 410, 'accepted already'],
    [{ kind: 'expired', invitation }, 410, 'has expired'],
    [{ kind: 'revoked', invitation }, 410, 'no longer works'],
    [{ kind: 'unknown' }, 404, 'no such invitation'],
    [{ kind: 'unavailable' }, 503, 'just now'],
  ])('%j answers %i without a form', (state, expected, text) => {
    const { status, html } = renderInvitationPage(state, 'en-GB');
    expect(status).toBe(expected);
    expect(html).toContain(text);
    expect(html).not.toContain('<form');
  });
});
