import { HOME_HEADERS, renderHome } from './home-page.js';

describe('the page at the root', () => {
  it.each([
    [undefined, 'en', 'Reference'],
    ['fr-CH, en;q=0.8', 'fr', 'Référence'],
    ['de', 'en', 'Reference'],
  ])('speaks the language of a browser that prefers %s', (accepted, language, word) => {
    const page = renderHome(accepted);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(word);
  });

  it('leads to the reference, the document for tools, and health', () => {
    for (const path of ['/docs', '/openapi.json', '/health/ready'])
      expect(renderHome(undefined)).toContain(`href="${path}"`);
  });

  it('runs no script, and is framed by nobody', () => {
    expect(renderHome(undefined)).not.toContain('<script');
    expect(HOME_HEADERS['content-security-policy']).not.toContain('script-src');
    expect(HOME_HEADERS['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
