/** A mail as a frame may show it that runs nothing, asks for nothing and goes nowhere. */
interface FramedMail {
  /** Without styles, which the policy of the page lets nobody write into a document, and without anything to follow. */
  readonly html: string;
  /** Its style sheet, which is handed to the frame as such. */
  readonly sheet: string;
}

const SHEET = /<style[^>]*>([\s\S]*?)<\/style>/gi;

/** The product writes the HTML, and whatever an account has written is text in it: quotes of theirs are no quotes of an attribute. */
export function framedMail(html: string): FramedMail {
  const sheet = [...html.matchAll(SHEET)].map(([, css]) => css).join('\n');
  const bare = html
    .replace(SHEET, '')
    .replace(/ style="/g, ' data-style="')
    .replace(/ href="/g, ' data-href="');
  return { html: bare, sheet };
}
