import { createHash } from 'node:crypto';
import { getDocumentProxy } from 'unpdf';
import type { Block, Paper } from './paper.js';
import { print } from './print.js';

const AT = new Date('2027-01-31T10:00:00Z');
const paper = (blocks: Block[], language: Paper['language'] = 'en'): Paper => ({
  language,
  title: 'Invoice INV-000001',
  author: 'Seatkeeper',
  at: AT,
  blocks,
});
const table = (rows: string[][]): Block => ({
  kind: 'table',
  caption: 'Lines',
  columns: [
    { title: 'What', share: 3, kind: 'head' },
    { title: 'Amount', share: 1, kind: 'number' },
  ],
  rows,
});
const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => [`Row ${n}`, `${n}.00`]);

const open = async (printed: Buffer) => getDocumentProxy(new Uint8Array(printed));
type Opened = Awaited<ReturnType<typeof open>>;
interface Node {
  role?: string;
  type?: string;
  children?: Node[];
}

async function structureOf(pdf: Opened): Promise<string[]> {
  const tags: string[] = [];
  const walk = (node: Node) => {
    if (node.role && node.role !== 'Root') tags.push(node.role);
    node.children?.forEach(walk);
  };
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const tree = (await (await pdf.getPage(page)).getStructTree()) as Node | null;
    if (tree) walk(tree);
  }
  return tags;
}

/** The words of each page; of those that are tagged, or of all. */
async function wordsOf(pdf: Opened, { tagged = false } = {}): Promise<string[]> {
  const pages: string[] = [];
  for (let nr = 1; nr <= pdf.numPages; nr += 1) {
    const { items } = await (await pdf.getPage(nr)).getTextContent({ includeMarkedContent: true });
    let artifact = 0;
    let words = '';
    for (const item of items) {
      if ('str' in item) words += tagged && artifact > 0 ? '' : `${item.str} `;
      else if (item.type.startsWith('begin'))
        artifact += artifact > 0 || (item as { tag?: string }).tag === 'Artifact' ? 1 : 0;
      else if (artifact > 0) artifact -= 1;
    }
    pages.push(words.replace(/\s+/g, ' ').trim());
  }
  return pages;
}

it('says its language, its title, its moment, and that it is tagged', async () => {
  const pdf = await open(await print(paper([], 'fr')));
  const { info, metadata } = await pdf.getMetadata();
  expect(info).toMatchObject({ Title: 'Invoice INV-000001', Author: 'Seatkeeper', Language: 'fr' });
  expect(info).toMatchObject({ CreationDate: 'D:20270131100000Z', ModDate: 'D:20270131100000Z' });
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
  expect(await pdf.getViewerPreferences()).toMatchObject({ DisplayDocTitle: true });
  expect(metadata?.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>');
});

it('tags headings, paragraphs and tables with the heads of their columns and rows', async () => {
  const blocks: Block[] = [
    { kind: 'facts', facts: [{ name: 'Due', value: 'Tomorrow' }] },
    { kind: 'heading', text: 'More' },
    { kind: 'paragraph', text: 'Words.' },
    table([['Seats', '29.00']]),
  ];
  expect((await structureOf(await open(await print(paper(blocks))))).join(' ')).toBe(
    'Document H1 Table TR TH TD H2 P Table Caption THead TR TH TH TBody TR TH TD',
  );
});

it('goes on over pages, each with the heads of the columns, which are read out once', async () => {
  const pdf = await open(await print(paper([table(rowsOf(120))])));
  const [seen, read] = [await wordsOf(pdf), await wordsOf(pdf, { tagged: true })];
  expect(pdf.numPages).toBeGreaterThan(2);
  seen.forEach((words, at) => {
    expect(words).toContain('What Amount');
    expect(words).toContain(`Page ${at + 1} of ${pdf.numPages}`);
  });
  expect(read.join(' ').match(/What Amount/g)).toHaveLength(1);
  expect(read.join(' ')).not.toContain('Page 1');
  for (let row = 0; row < 120; row += 1) expect(read.join(' ')).toContain(`Row ${row} ${row}.00`);
});

it('is the same bytes for the same paper, and others for another', async () => {
  const hash = async (blocks: Block[]) =>
    createHash('sha256')
      .update(await print(paper(blocks)))
      .digest('hex');
  const first = await hash([table(rowsOf(3))]);
  expect(await hash([table(rowsOf(3))])).toBe(first);
  expect(await hash([table(rowsOf(4))])).not.toBe(first);
});

describe('what anybody may have written', () => {
  const printed = async (text: string) => {
    const pdf = await open(await print(paper([table([[text, '1.00']])])));
    return { pdf, words: (await wordsOf(pdf)).join(' ') };
  };

  it.each([
    ['French', 'L’Œuvre d’Aÿ-Çà où être'],
    ['letters of Europe', 'Łukasz Þór Żółć Ğüneş Țepeș Ōtsu Việt'],
    ['Greek and Cyrillic', 'Ωμέγα Привет'],
    ['addresses of scripts', 'javascript:alert(1)'],
    ['markup', '<script>&amp; (\\) endstream'],
  ])('is legible: %s', async (_case, text) => {
    expect((await printed(text)).words).toContain(text);
  });

  it('is written by its number where the font has no picture, and read out as it is', async () => {
    const { pdf, words } = await printed('李 明');
    expect(words.replace(/ /g, '')).toContain('[U+674E][U+660E]');
    expect(await structureOf(pdf)).toContain('Span');
  });

  it('is read out as it was written where it is drawn from the right', async () => {
    const text = 'שלום';
    const bytes = await print(paper([table([[text, '1.00']])]));
    const actual = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16().toString('latin1');
    expect(bytes.toString('latin1')).toContain(`/ActualText (${actual}`);
  });

  it('takes a page at most, and no page more for what cannot be seen', async () => {
    const { pdf, words } = await printed(`${'W'.repeat(10_000)}\u0000\u202E`);
    expect(pdf.numPages).toBe(1);
    expect(words).toContain('…');
  });

  it('adds nothing that a reader could run or open', async () => {
    const bytes = await print(paper([table([['javascript:app.alert(1) https://firm.example', '1.00']])]));
    expect(bytes.toString('latin1')).not.toMatch(
      /\/(JavaScript|JS|URI|Launch|OpenAction|AA|Annots|EmbeddedFile)\b/,
    );
  });
});
