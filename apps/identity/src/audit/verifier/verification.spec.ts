import { chainAfter, type Chain, nextSeal, NOTHING_SEALED, type Seal, sealHash } from '../chain.js';
import { type Anchor, Verification } from './verification.js';

const at = new Date('2026-11-22T06:01:00Z');
const entry = (id: string) => ({ _id: id, action: 'identity.user.updated', at, detail: { n: id } });
type Entry = ReturnType<typeof entry> & { detail: object };

/** Three seals with two entries each, and what lies under them. */
function books(): { seal: Seal; entries: Entry[] }[] {
  let chain: Chain = NOTHING_SEALED;
  return [1, 2, 3].map((n) => {
    const entries = [entry(`${n}a`), entry(`${n}b`)];
    const seal = nextSeal('acc_harbourlane', chain, entries, at);
    chain = chainAfter(seal);
    return { seal, entries };
  });
}

/** As if whoever changed it had made all the hashes that follow anew. */
function forged(pages: ReturnType<typeof books>): ReturnType<typeof books> {
  let chain: Chain = NOTHING_SEALED;
  return pages.map(({ entries }) => {
    const seal = nextSeal('acc_harbourlane', chain, entries, at);
    chain = chainAfter(seal);
    return { seal, entries };
  });
}

function look(pages: ReturnType<typeof books>, anchors: Anchor[] = [], astray = 0): string[] {
  const verification = new Verification(anchors);
  for (const { seal, entries } of pages) verification.see(seal, entries);
  verification.end({ astray, hasHead: true });
  return verification.findings;
}

const anchored = (seal: Seal): Anchor => ({ seal: seal.number, hash: seal.hash, source: 'the log' });

it('has nothing to say of a log that is as it was sealed', () => {
  const pages = books();
  expect(
    look(
      pages,
      pages.map(({ seal }) => anchored(seal)),
    ),
  ).toEqual([]);
});

it.each<[string, (pages: ReturnType<typeof books>) => void, string[]]>([
  [
    'an entry was edited',
    ([, page]) => void (page!.entries[0]!.detail = { n: 'other' }),
    [
      'The entry 2a (identity.user.updated at 2026-11-22T06:01:00.000Z) of seal 2 does not say any more what it said.',
    ],
  ],
  ['an entry was deleted', ([, page]) => void page!.entries.pop(), ['The entry 2b of seal 2 was removed.']],
  [
    'an entry was inserted',
    ([page]) => void page!.entries.push(entry('new')),
    ['The entry new (identity.user.updated at 2026-11-22T06:01:00.000Z) was added to seal 1 afterwards.'],
  ],
  [
    'a seal was deleted with its entries',
    (pages) => void pages.splice(1, 1),
    ['Seal 2 was removed, and what was under it.'],
  ],
  [
    'seals at the beginning were deleted',
    (pages) => void pages.splice(0, 2),
    ['Seals 1 to 2 were removed, and what was under it.'],
  ],
  [
    'an entry was deleted and taken out of its seal',
    ([, page]) => {
      page!.entries.pop();
      page!.seal.entries.pop();
    },
    ['Seal 2 was changed.'],
  ],
  [
    'an entry was deleted, and its seal made anew',
    ([, page]) => {
      page!.entries.pop();
      page!.seal.entries.pop();
      page!.seal.count -= 1;
      page!.seal.hash = sealHash(page!.seal);
    },
    ['Seal 3 does not follow the one before it: one of the two was made up.', 'Seal 3 was changed.'],
  ],
  [
    'a seal is there twice',
    (pages) => void pages.splice(1, 0, pages[0]!),
    ['There is more than one seal 1.'],
  ],
])('finds that %s', (_case, tamper, findings) => {
  const pages = books();
  tamper(pages);
  expect(look(pages)).toEqual(findings);
});

it('finds an end that was cut off by what knows a later seal', () => {
  const pages = books();
  const last = pages.pop()!;
  expect(look(pages)).toEqual([]);
  expect(look(pages, [anchored(last.seal)])).toEqual([
    'The end was cut off: the log knows seal 3, and the last one is 2.',
  ]);
});

it('finds a log that was made anew as a whole by what knows one of its seals', () => {
  const pages = books();
  const anchor = anchored(pages[1]!.seal);
  pages[0]!.entries.pop();
  const made = forged(pages);
  expect(look(made)).toEqual([]);
  expect(look(made, [anchor])).toEqual(['Seal 2 is not the one that the log knows.']);
});

it('finds entries under a seal that there is not, and that the head is gone', () => {
  expect(look(books(), [], 2)).toEqual(['2 entries claim a seal that there is not.']);
  const verification = new Verification([]);
  for (const { seal, entries } of books()) verification.see(seal, entries);
  verification.end({ astray: 0, hasHead: false });
  expect(verification.findings).toEqual(['The head of the account was removed.']);
});
