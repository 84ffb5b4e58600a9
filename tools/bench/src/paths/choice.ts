/** Those whose id or title has one of the words; all of them without words. Throws for a word that none has. */
export function withWords<T extends { readonly id: string; readonly title: string }>(
  paths: readonly T[],
  words: readonly string[],
): readonly T[] {
  const has = ({ id, title }: T, word: string) => id.includes(word) || title.includes(word);
  const unknown = words.find((word) => !paths.some((path) => has(path, word)));
  if (unknown !== undefined)
    throw new Error(`No path has "${unknown}" in it: ${paths.map(({ id }) => id).join(', ')}.`);
  return words.length === 0 ? paths : paths.filter((path) => words.some((word) => has(path, word)));
}
