import type { Bus } from '@seatkeeper/bus';
import type { Fault, FaultCode, Lane, LinkView, Origin } from '@seatkeeper/contracts';
import { faultOf } from '../http/problem.filter.js';
import { type Html, html } from './html.js';
import { type Language, languageFor, type PageKind } from './page.js';
import type { PasswordError } from './password-form.js';

export interface Message {
  readonly title: string;
  readonly text: string;
}

/** What the page says when there is nothing to show. */
export interface LinkTexts {
  readonly unknown: Message;
  readonly unavailable: Message;
  readonly tooMany: Message;
  /** For links that do not even tell whose they were once they are over. */
  readonly ended?: Message;
}

type Nothing = 'unknown' | 'unavailable' | 'tooMany' | 'ended';

/** A link that is known, and what the page says of it; `error` is what was wrong with the form that was sent. */
export interface KnownLink<View, Kind> {
  readonly kind: Kind;
  readonly view: View;
  readonly error?: PasswordError;
}

export type LinkState<View, Kind> = KnownLink<View, Kind> | { readonly kind: Nothing };

/** Somebody who opened a link, or sent its form. */
export interface LinkCall {
  readonly bus: Bus;
  readonly token: string;
  readonly origin: Origin;
  readonly form: URLSearchParams;
}

interface RenderedPage {
  readonly status: number;
  readonly html: string;
}

export interface Content {
  readonly title: string;
  readonly main: Html;
}

/** One kind of page behind a mailed link: what is its own. All else is the same for all of them. */
export interface LinkPage<View extends LinkView, Kind extends string, Texts extends LinkTexts> {
  readonly path: string;
  /** Where calls of strangers are counted. */
  readonly lane: Lane;
  readonly design: PageKind;
  readonly texts: Readonly<Record<Language, Texts>>;
  /** Faults by which identity says that the link is over. */
  readonly over: readonly FaultCode[];
  /** What the link is about. Mail scanners look, too: it changes nothing. */
  readonly look: (call: LinkCall) => Promise<KnownLink<View, Kind | 'open'>>;
  /** What the form of an open link does. */
  readonly act: (call: LinkCall, open: KnownLink<View, 'open'>) => Promise<KnownLink<View, Kind | 'open'>>;
  readonly status: Readonly<Record<Kind | 'open', number>>;
  readonly content: (known: KnownLink<View, Kind | 'open'>, texts: Texts) => Content;
}

const NOTHING: Readonly<Record<Nothing, number>> = {
  unknown: 404,
  unavailable: 503,
  tooMany: 429,
  ended: 410,
};

const isKnown = <View, Kind>(state: LinkState<View, Kind>): state is KnownLink<View, Kind> => 'view' in state;

/** How a page is made. It speaks the language of whom the link is for; for a link that nobody knows, that of the browser. */
export const rendererOf =
  <View extends LinkView, Kind extends string, Texts extends LinkTexts>(
    page: LinkPage<View, Kind, Texts>,
  ): ((state: LinkState<View, Kind | 'open'>, acceptLanguage: string | undefined) => RenderedPage) =>
  (state, acceptLanguage) => {
    const language = languageFor(isKnown(state) ? state.view.locale : undefined, acceptLanguage);
    const texts = page.texts[language];
    const { title, main } = isKnown(state)
      ? page.content(state, texts)
      : message(texts[state.kind] ?? texts.unknown);
    const html = page.design.render(language, title, main);
    if (!isKnown(state)) return { status: NOTHING[state.kind], html };
    return { status: state.error === undefined ? page.status[state.kind] : 422, html };
  };

export const message = ({ title, text }: Message, more?: Html): Content => ({
  title,
  main: html`<h1>${title}</h1>
    <p>${text}</p>
    ${more}`,
});

/** What a form that was sent comes to. A link that is not open does nothing. */
export async function lookThenAct<View extends LinkView, Kind extends string, Texts extends LinkTexts>(
  page: LinkPage<View, Kind, Texts>,
  call: LinkCall,
): Promise<KnownLink<View, Kind | 'open'>> {
  const before = await page.look(call);
  if (!isOpen(before)) return before;
  try {
    return await page.act(call, before);
  } catch (error) {
    // It ended since it was looked at: another look says how.
    if (page.over.includes(faultOf(error).code)) return page.look(call);
    throw error;
  }
}

const isOpen = <View, Kind>(known: KnownLink<View, Kind | 'open'>): known is KnownLink<View, 'open'> =>
  known.kind === 'open';

/** What a person is shown for a fault; rethrows one that says nothing about links. */
export function nothingFor(fault: Fault, over: readonly FaultCode[]): { kind: Nothing } {
  if (over.includes(fault.code)) return { kind: 'ended' };
  switch (fault.code) {
    case 'not-found':
    case 'validation-failed':
      return { kind: 'unknown' };
    case 'service-unavailable':
    case 'busy':
      return { kind: 'unavailable' };
    case 'too-many-requests':
      return { kind: 'tooMany' };
    default:
      throw fault;
  }
}
