/**
 * The values that stand in one text with commas between them, without blanks around. A comma that belongs to a value has a backslash
 * before it, and so has a backslash before a comma or another one.
 */
export const listedIn = (text: string): string[] =>
  [...text.matchAll(/(?:\\[\\,]|[^,])+/g)]
    .map(([value]) => value.replaceAll(/\\([\\,])/g, '$1').trim())
    .filter(Boolean);

/** The other way round. */
export const listed = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll(/\\(?=[\\,]|$)|,/g, '\\$&')).join(',');
