import { carriesLink, closest, Fault, type FieldError, type Wording } from '@seatkeeper/contracts';

/** Text as it stands, or a merge tag by what is in its braces. */
export type Piece = { readonly text: string } | { readonly tag: string };

/** What a wording of a kind of mail may say. */
export interface Vocabulary {
  readonly tags: readonly string[];
  /** Tags that stand for an address of the product. */
  readonly links: readonly string[];
  /** The link that the mail is about, without which it is of no use to anybody. */
  readonly needed: string | null;
  /** Keys of the custom fields of the account; null where it has defined none, and users may have any. */
  readonly custom: readonly string[] | null;
}

const CUSTOM = /^custom\.(?=[A-Za-z][A-Za-z0-9_-]{0,39}$)/;
/** Signs that are not seen, and could turn around what is. */
const UNSEEN = /[\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/u;

export const piecesOf = (text: string): Piece[] =>
  text
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('{') && part.endsWith('}') ? { tag: part.slice(1, -1).trim() } : { text: part },
    );

export const tagsIn = (text: string): string[] =>
  piecesOf(text).flatMap((piece) => ('tag' in piece ? [piece.tag] : []));

export const customKeyOf = (tag: string): string | null =>
  CUSTOM.test(tag) ? tag.replace(CUSTOM, '') : null;

/** Windows ends a line by two signs. */
export const tidied = ({ subject, body }: Wording): Wording => ({
  subject: subject.trim(),
  body: body.replace(/\r\n?/g, '\n').trim(),
});

/** Refuses with all that is wrong: a mail that is worded wrongly is sent to many before anybody sees it. */
export function refuseWording({ subject, body }: Wording, vocabulary: Vocabulary): Fault | null {
  const errors: FieldError[] = [
    ...(/\n/.test(subject) ? [{ path: 'subject', message: 'Write one line' }] : []),
    ...tagsIn(subject)
      .filter((tag) => vocabulary.links.includes(tag))
      .map((tag) => ({ path: 'subject', message: `{${tag}} is an address: it belongs into the body` })),
    ...wrongIn('subject', subject, vocabulary),
    ...wrongIn('body', body, vocabulary),
  ];
  const { needed } = vocabulary;
  if (needed !== null && !tagsIn(body).includes(needed))
    errors.push({ path: 'body', message: `Say {${needed}}: the mail is about it` });
  return errors.length > 0 ? new Fault('validation-failed', { errors }) : null;
}

function wrongIn(path: 'subject' | 'body', text: string, vocabulary: Vocabulary): FieldError[] {
  const pieces = piecesOf(text);
  const says = (message: string): FieldError => ({ path, message });
  const hasBrace = pieces.some((piece) => 'text' in piece && /[{}]/.test(piece.text));
  // What stands for a tag may be a word: with its neighbours it must not become an address.
  const read = pieces.map((piece) => ('text' in piece ? piece.text : 'xx')).join('');
  return [
    ...[...new Set(tagsIn(text))].flatMap((tag) => {
      const wrong = refuseTag(tag, vocabulary);
      return wrong === null ? [] : [says(wrong)];
    }),
    ...(hasBrace ? [says('A brace begins or ends a merge tag, as in {firstName}')] : []),
    ...(UNSEEN.test(text) ? [says('Write letters and signs that are seen')] : []),
    ...(carriesLink(read)
      ? [says('Links are those of the merge tags: write no address, and a blank after each full stop')]
      : []),
  ];
}

function refuseTag(tag: string, { tags, custom }: Vocabulary): string | null {
  const key = customKeyOf(tag);
  if (tags.includes(tag) || (key !== null && (custom === null || custom.includes(key)))) return null;
  const near = closest(tag, [...tags, ...(custom ?? []).map((each) => `custom.${each}`)]);
  return `There is no {${tag}}${near === undefined ? '' : `; did you mean {${near}}?`}`;
}
