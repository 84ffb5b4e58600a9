/** The letters of somebody, on one of a few quiet colours that stays theirs. */
export function Avatar({ name }: { readonly name: string }) {
  return (
    <span className={`avatar avatar-${hueOf(name)}`} aria-hidden="true">
      {lettersOf(name)}
    </span>
  );
}

function lettersOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}

const HUES = 6;
const hueOf = (name: string): number =>
  [...name].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % HUES;
