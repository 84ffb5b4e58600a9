import { getDocumentProxy } from 'unpdf';
import type { Firm } from './firm.js';

/** A document as another program reads it. */
export interface Pdf {
  bytes: Uint8Array;
  headers: Headers;
  info: Record<string, unknown>;
  pages: number;
  /** The structure that is read out, each tag in its order. */
  tags: string[];
  text: string;
}

interface Node {
  role?: string;
  children?: Node[];
}

/** What the admin of a firm gets as a document. */
export async function pdfOf(firm: Firm, path: string): Promise<Pdf> {
  const token = (await firm.signIn(firm.admin.username)).body.accessToken as string;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(firm.stack.info().gateway + path, { headers });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (answer.status !== 200)
    throw new Error(`GET ${path} answered ${answer.status}: ${Buffer.from(bytes).toString()}`);
  return { bytes, headers: answer.headers, ...(await readPdf(bytes)) };
}

export async function readPdf(bytes: Uint8Array): Promise<Omit<Pdf, 'bytes' | 'headers'>> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const tags: string[] = [];
  const walk = ({ role, children }: Node) => {
    if (role !== undefined && role !== 'Root') tags.push(role);
    children?.forEach(walk);
  };
  let text = '';
  for (let nr = 1; nr <= pdf.numPages; nr += 1) {
    const page = await pdf.getPage(nr);
    walk(((await page.getStructTree()) ?? {}) as Node);
    const { items } = await page.getTextContent();
    for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str} ` : item.str;
  }
  const { info } = await pdf.getMetadata();
  return { info: info as Record<string, unknown>, pages: pdf.numPages, tags, text };
}
