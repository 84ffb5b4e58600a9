import Bowser from 'bowser';

/** What somebody has used, in so many words as a person needs. */
export interface Program {
  readonly name: string;
  /** What it runs on, as far as it says so. */
  readonly system: string | null;
}

/** What a program says of itself (`User-Agent`): `Firefox 132` on `Linux`, `curl 8.5.0`; as it stands where it makes no sense. */
export function programOf(said: string): Program {
  const { browser, os } = Bowser.parse(said);
  if (browser.name) {
    const [major] = (browser.version ?? '').split('.');
    return { name: [browser.name, major].filter(Boolean).join(' '), system: os.name ?? null };
  }
  const [, program, version] = /^([\w.+-]{1,40})(?:\/([\w.+-]{1,40}))?/.exec(said) ?? [];
  return { name: [program, version].filter(Boolean).join(' ') || said, system: null };
}
