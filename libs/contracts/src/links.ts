/**
 * What mail programs turn into a link: a scheme, or a dot directly between a word and at least two letters, as in
 * `firm.com` or `www.firm.example/pay`. Names of top-level domains are too many, and more every year, to be listed.
 * `J. R. R. Tolkien`, `St. John`, `S.p.A.` and `Müller & Co. KG` are none; whoever writes `St.John` puts a blank after the dot.
 */
const SCHEME = /:\/\/|:\\\\/u;
/** Also the dots of other scripts, which addresses may be written with. */
const DOT_IN_WORD = /(?<=[\p{L}\p{N}\p{M}-])[.。．｡](?=\p{L}{2})/u;
const FOUR_NUMBERS = /\d(?:\.\d+){3}/u;

const SIGNS = [SCHEME, DOT_IN_WORD, FOUR_NUMBERS];

export const carriesLink = (text: string): boolean => SIGNS.some((sign) => sign.test(text));

/** The same text with blanks where a link would need its signs; it still can be read, and not be clicked. */
export const withoutLinks = (text: string): string =>
  carriesLink(text)
    ? text
        .replaceAll(new RegExp(SCHEME, 'gu'), ' ')
        .replaceAll(/(?<=[\p{L}\p{N}\p{M}-])[.。．｡](?=[\p{L}\p{N}])/gu, ' ')
    : text;
