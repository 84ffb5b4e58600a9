const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is HTML already. Only `html` and constants of this folder make it, never what somebody sent. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlPart = Html | string | number | false | null | undefined | readonly HtmlPart[];

/**
 * HTML in which every value is escaped that is not HTML already, so that nobody has to think of it. Attributes with
 * values stand in quotes; lists are joined; false, null and undefined are nothing.
 */
export const html = (texts: TemplateStringsArray, ...values: HtmlPart[]): Html =>
  new Html(texts.map((text, index) => text + (index < values.length ? textOf(values[index]) : '')).join(''));

function textOf(part: HtmlPart): string {
  if (part instanceof Html) return part.text;
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'object') return part.map(textOf).join('');
  return String(part).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}
