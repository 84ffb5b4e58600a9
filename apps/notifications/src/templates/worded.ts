import { withoutLinks, type Wording } from '@seatkeeper/contracts';
import type { Words } from '../kinds/mail.js';
import { piecesOf } from './merge-tags.js';
import { oneLine } from './one-line.js';

/** Text, or an address of the product. */
export type Part =
  { readonly text: string; readonly link: null } | { readonly text: null; readonly link: string };

export interface Paragraph {
  /** The address that is all there is of it; it becomes a button. */
  readonly button: string | null;
  readonly lines: readonly (readonly Part[])[];
}

export interface Worded {
  readonly subject: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Addresses of people, which look like a link and are none: somebody signs in with them. */
const VERBATIM = new Set(['username', 'email']);

/**
 * Puts the words of one mail into a wording. A value is text on one line, whatever it holds: it begins no paragraph, no
 * header and no tag, and makes no link, not even together with what stands beside it.
 */
export function worded({ subject, body }: Wording, words: Words, links: ReadonlySet<string>): Worded {
  const line = (text: string) => partsOf(text, words, links);
  return {
    subject: oneLine(
      line(subject)
        .map(({ text }) => text ?? '')
        .join(''),
    ),
    paragraphs: body.split(/\n\s*\n/).map((paragraph) => {
      const lines = paragraph.split('\n').map((text) => line(text.trimEnd()));
      const [only, ...others] = lines.flat().filter(({ text }) => text === null || text.trim() !== '');
      return { button: only && others.length === 0 ? only.link : null, lines };
    }),
  };
}

function partsOf(text: string, words: Words, links: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  let pending = '';
  const flush = () => {
    if (pending !== '') parts.push({ text: withoutLinks(pending), link: null });
    pending = '';
  };
  for (const piece of piecesOf(text)) {
    const value = 'text' in piece ? piece.text : valueOf(words, piece.tag);
    if ('tag' in piece && (links.has(piece.tag) || VERBATIM.has(piece.tag))) {
      flush();
      if (value !== '')
        parts.push(links.has(piece.tag) ? { text: null, link: value } : { text: value, link: null });
    } else pending += value;
  }
  flush();
  return parts;
}

const valueOf = (words: Words, tag: string): string =>
  Object.hasOwn(words, tag) ? oneLine(words[tag] ?? '') : '';

/** As a mail without HTML says it. */
export const textOf = ({ paragraphs }: Worded): string =>
  paragraphs
    .map(({ lines }) => lines.map((parts) => parts.map(({ text, link }) => text ?? link).join('')).join('\n'))
    .join('\n\n');
