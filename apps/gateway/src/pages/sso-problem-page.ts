import { type Fault, type FaultCode, Slug } from '@seatkeeper/contracts';
import { html } from './html.js';
import { CARD, languageFor, PageKind } from './page.js';
import { type SsoProblem, ssoTexts } from './sso-texts.js';

export const SSO_PROBLEM_PATH = 'single-sign-on';

const page = new PageKind(CARD);
export const SSO_PROBLEM_HEADERS = { ...page.headers, 'cache-control': 'no-store' };

const PROBLEMS: Readonly<Partial<Record<FaultCode, SsoProblem>>> = {
  'sso-not-set-up': 'not-set-up',
  'sso-attempt-ended': 'ended',
  'sso-refused': 'refused',
  'sso-provider-failed': 'provider',
  'sso-user-unknown': 'unknown',
  'sso-user-barred': 'barred',
  'no-free-seat': 'no-seat',
  'service-unavailable': 'unavailable',
  busy: 'unavailable',
};

/** Those after which it helps to begin again. */
const AGAIN: readonly SsoProblem[] = ['ended', 'refused', 'provider', 'unavailable'];

const isProblem = (text: string): text is SsoProblem => Object.hasOwn(ssoTexts.en.problems, text);

/** Where the page is that says what a fault of a sign-in means; null for one that it has no words for. */
export function ssoProblemPath(fault: Fault, account: string): string | null {
  const waits = fault.members?.['userStatus'] === 'waiting';
  const problem = waits ? 'waiting' : PROBLEMS[fault.code];
  if (problem === undefined) return null;
  const again = Slug.safeParse(account).success ? `?account=${account}` : '';
  return `/${SSO_PROBLEM_PATH}/${problem}${again}`;
}

/** In the address is one of a few words, and a slug: nothing that somebody made up gets into the page. */
export function renderSsoProblem(
  asked: string,
  account: string | undefined,
  acceptLanguage: string | undefined,
): string {
  const language = languageFor(acceptLanguage);
  const { problems, again, home } = ssoTexts[language];
  const problem = isProblem(asked) ? asked : 'refused';
  const { title, text } = problems[problem];
  const slug = AGAIN.includes(problem) ? Slug.safeParse(account).data : undefined;
  return page.render(
    language,
    title,
    html`<h1>${title}</h1>
      <p>${text}</p>
      ${slug !== undefined && html`<p><a href="/v1/auth/sso/${slug}">${again}</a></p>`}
      <p class="soft"><a href="/">${home}</a></p>`,
  );
}
