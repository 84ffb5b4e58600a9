import type { Wording } from '@seatkeeper/contracts';
import type { Words } from '../kinds/mail.js';
import type { Renderer } from './renderer.js';

/** What follows it in every text is said of each mail, however it is worded. */
const SIGNATURE = '\n--\n';

/** Values that say which of several sentences is written. */
const isSwitch = (name: string): boolean => /^is[A-Z]/.test(name) || name === 'mailSettings';

/** The tags of a kind, by what it says. */
export const tagsOf = (words: Words): string[] => Object.keys(words).filter((name) => !isSwitch(name));

/**
 * The product's words as somebody may go on writing them: each value is its own tag, and of several sentences it has the
 * usual one.
 */
export function defaultWording(render: Renderer, words: Words): Wording {
  const tags = Object.fromEntries(
    Object.keys(words).map((name) => [name, isSwitch(name) ? null : `{${name}}`]),
  );
  const { subject, text } = render(tags);
  const [body = ''] = text.split(SIGNATURE);
  return {
    subject,
    body: body
      .trim()
      .split(/\n{2,}/)
      .map(unwrapped)
      .join('\n\n'),
  };
}

/** Lines of a paragraph were broken to be read without HTML; those that are indented stand for themselves. */
const unwrapped = (paragraph: string): string =>
  paragraph.replace(/(?<!:)\n(?! )/g, ' ').replace(/^ +/gm, '');
