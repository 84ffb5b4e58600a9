import { createHash } from 'node:crypto';
import { Html, html } from './html.js';

export type Language = 'en' | 'fr';

/** The first language of the given ones that pages are written in; English when there is none. */
export function languageFor(...wanted: (string | undefined)[]): Language {
  const first = wanted.find((tags) => tags !== undefined && tags !== '') ?? 'en';
  return first.trim().toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** Colours of every page, by day and by night. */
const PALETTE = `
:root { color-scheme: light dark; --ink: #1a2233; --soft: #56617a; --paper: #fff; --ground: #eef1f6; --line: #c3cad8; --accent: #1d4ed8; --bad: #b3261e; --good: #17663a; --warm: #8a4b08; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf5; --soft: #aab4c8; --paper: #1b2230; --ground: #10151f; --line: #46516a; --accent: #7ea6ff; --bad: #ff9d94; --good: #7fd6a0; --warm: #f0b878; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** A page that is one card in the middle. */
export const CARD = `
body { min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; }
main { width: 100%; max-width: 28rem; padding: 2rem; border-radius: .75rem; background: var(--paper); box-shadow: 0 1px 2px rgb(0 0 0 / .08), 0 8px 30px rgb(0 0 0 / .08); }
.soft { margin: .5rem 0 0; color: var(--soft); font-size: .875rem; }
`;

/** What a kind of page looks like and does. Its headers let no other style and no other script work in it. */
export class PageKind {
  readonly headers: Readonly<Record<string, string>>;
  private readonly style: Html;
  private readonly script: Html | undefined;

  constructor(css: string, script?: string) {
    const style = PALETTE + css;
    this.style = new Html(`<style>${style}</style>`);
    this.script = script === undefined ? undefined : new Html(`<script>${script}</script>`);
    this.headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'",
        `style-src ${hashOf(style)}`,
        ...(script === undefined ? [] : [`script-src ${hashOf(script)}`]),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex',
    };
  }

  render(language: Language, title: string, main: Html): string {
    return html`<!doctype html>
      <html lang="${language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
          ${this.style}
        </head>
        <body>
          <main>${main}</main>
          ${this.script}
        </body>
      </html>`.text;
  }
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
