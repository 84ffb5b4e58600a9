import PDFDocument from 'pdfkit';
import { fileURLToPath } from 'node:url';
import { inFont, oneLine } from './legible.js';
import { isTurned, linesOf, piecesOf } from './lines.js';
import type { Paper } from './paper.js';

type Struct = PDFKit.PDFStructureElement;
export type Weight = 'regular' | 'bold';

/** By their files: under a name of its own, the library would read the first one anew each time it is chosen. */
const FONTS: Readonly<Record<Weight, string>> = {
  regular: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  bold: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
};

const MARGIN = 56;
const FOOT = 40;
const INK = '#1a1a1a';
const SOFT = '#555555';
const LINE = '#b8b8b8';

/** How a text is set: its lines, and what is read out for them where they differ from it. */
export interface Setting {
  readonly lines: readonly string[];
  readonly actual: string | undefined;
  readonly size: number;
  readonly weight: Weight;
  readonly height: number;
}

/** Tags of structure that tables need and the types of the library do not know. */
interface Tagged {
  readonly scope?: 'Column' | 'Row';
  readonly actual?: string | undefined;
}

/** The pages of one paper, and where on them the next thing stands. Everything drawn is tagged, or furniture of the page. */
export class Sheets {
  readonly left = MARGIN;
  readonly width: number;
  y = MARGIN;
  private readonly doc: PDFKit.PDFDocument;
  private readonly root: Struct;

  constructor({ language, title, author, at }: Paper) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin: MARGIN,
      // What stands at the foot is below the margin; the library would begin another page for it.
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: 0 },
      pdfVersion: '1.7',
      subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
      tagged: true,
      displayTitle: true,
      lang: language,
      bufferPages: true,
      font: FONTS.regular,
      info: {
        Title: oneLine(title),
        Author: oneLine(author),
        CreationDate: at,
        ModDate: at,
        Producer: 'Seatkeeper',
        Creator: 'Seatkeeper',
      },
    });
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    this.width = this.doc.page.width - 2 * MARGIN;
  }

  /** An element of the document's structure, under another one or at the top. */
  element(tag: string, { scope, actual }: Tagged = {}, parent: Struct = this.root): Struct {
    const options = { ...(scope && { scope }), ...(actual !== undefined && { actual }) };
    const element = this.doc.struct(tag, options);
    parent.add(element);
    return element;
  }

  /** Sets a text in a width; line feeds in it begin new lines. */
  set(
    text: string,
    width: number,
    { size = 9, weight = 'regular' }: { size?: number; weight?: Weight } = {},
  ): Setting {
    this.doc.font(FONTS[weight]).fontSize(size);
    const has = (code: number) => this.hasGlyph(code);
    const meant = text.split('\n').map(oneLine);
    const shown = meant.map((line) => inFont(line, has));
    const lines = shown.flatMap((line) => linesOf(line, width, (part) => this.doc.widthOfString(part)));
    const differs = shown.some((line, at) => line !== meant[at] || isTurned(line));
    return {
      lines,
      actual: differs ? meant.join('\n') : undefined,
      size,
      weight,
      height: lines.length * size * 1.35,
    };
  }

  /** Draws what was set, tagged as a part of an element. */
  draw(
    setting: Setting,
    element: Struct,
    tag: string,
    { x = this.left, y = this.y, width = this.width, isRight = false, isSoft = false } = {},
  ): void {
    const { actual } = setting;
    const holder = actual === undefined ? element : this.element('Span', { actual }, element);
    holder.add(this.doc.markStructureContent(actual === undefined ? tag : 'Span'));
    this.write(setting, { x, y, width, isRight, isSoft });
    this.doc.endMarkedContent();
  }

  /** Draws what belongs to the page and not to the document: a header that is repeated. */
  furnish(setting: Setting, place: { x: number; y: number; width: number; isRight: boolean }): void {
    this.asFurniture('Pagination', () => this.write(setting, { ...place, isSoft: false }));
  }

  rule(y: number, { x = this.left, width = this.width, weight = 0.5 } = {}): void {
    this.asFurniture('Layout', () =>
      this.doc
        .lineWidth(weight)
        .strokeColor(LINE)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke(),
    );
  }

  /** Whether so much room is left on the page. */
  hasRoom(height: number): boolean {
    return this.y + height <= this.doc.page.height - MARGIN - FOOT / 2;
  }

  turnPage(): void {
    this.doc.addPage();
    this.y = MARGIN;
  }

  /** Numbers the pages and ends the document. */
  async end(footOf: (page: number, pages: number) => string): Promise<Buffer> {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      const y = this.doc.page.height - FOOT;
      const foot = this.set(footOf(page + 1, count), this.width, { size: 7.5 });
      this.asFurniture('Pagination', () =>
        this.write(foot, { x: this.left, y, width: this.width, isRight: true, isSoft: true }),
      );
    }
    this.root.end();
    const chunks: Buffer[] = [];
    this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise((resolve) => this.doc.once('end', resolve));
    this.doc.end();
    await ended;
    return Buffer.concat(chunks);
  }

  private write(
    { lines, size, weight }: Setting,
    {
      x,
      y,
      width,
      isRight,
      isSoft,
    }: { x: number; y: number; width: number; isRight: boolean; isSoft: boolean },
  ): void {
    this.doc
      .font(FONTS[weight])
      .fontSize(size)
      .fillColor(isSoft ? SOFT : INK);
    lines.forEach((line, at) => {
      const pieces = piecesOf(line);
      const widths = pieces.map((piece) => this.doc.widthOfString(piece));
      let from = isRight ? x + width - widths.reduce((sum, each) => sum + each, 0) : x;
      pieces.forEach((piece, nth) => {
        this.doc.text(piece, from, y + at * size * 1.35, { lineBreak: false });
        from += widths[nth] ?? 0;
      });
    });
  }

  private asFurniture(type: 'Pagination' | 'Layout', draw: () => void): void {
    this.doc.markContent('Artifact', { type });
    draw();
    this.doc.endMarkedContent();
  }

  private hasGlyph(code: number): boolean {
    const { _font: font } = this.doc as unknown as {
      _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } };
    };
    return font.font.hasGlyphForCodePoint(code);
  }
}
