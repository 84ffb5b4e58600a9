import { type Html, html } from './html.js';
import { type HomeTexts, homeTexts } from './home-texts.js';
import { CARD, languageFor, PageKind } from './page.js';

const homePage = new PageKind(`${CARD}
ul { margin: 1.5rem 0; padding: 0; list-style: none; }
p.warm { color: var(--warm); font-weight: 600; }
li { padding: .5rem 0; border-top: 1px solid var(--line); }
li a { font-weight: 600; }
li span { display: block; color: var(--soft); font-size: .875rem; }
`);
export const HOME_HEADERS = homePage.headers;

/** What somebody sees who opens the address of the API in a browser. */
export function renderHome(acceptLanguage: string | undefined): string {
  return render(acceptLanguage);
}

/** The same where the console would be, which nobody has built yet. */
export function renderUnbuilt(acceptLanguage: string | undefined): string {
  return render(acceptLanguage, ({ unbuilt }) => html`<p class="warm">${unbuilt}</p>`);
}

function render(
  acceptLanguage: string | undefined,
  more: (texts: HomeTexts) => Html | '' = () => '',
): string {
  const language = languageFor(acceptLanguage);
  const texts = homeTexts[language];
  const links = [
    ['/docs', texts.docs, texts.docsFor],
    ['/openapi.json', texts.openapi, texts.openapiFor],
    ['/health/ready', texts.health, texts.healthFor],
  ];
  return homePage.render(
    language,
    texts.title,
    html`<h1>${texts.title}</h1>
      ${more(texts)}
      <p>${texts.what}</p>
      <ul>
        ${links.map(([href, name, what]) => html`<li><a href="${href}">${name}</a><span>${what}</span></li>`)}
      </ul>
      <p class="soft">${texts.invited}</p>`,
  );
}
