import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Rows, Words } from '../kinds/mail.js';
import { oneLine } from './one-line.js';

/** The parts of one message in one language. */
export interface Message {
  subject: string;
  text: string;
  html: string;
}

export type Renderer = (words: Words, rows?: Rows) => Message;

/** What the frame of every message is given besides the words of its kind. */
const OF_FRAME = ['subject', 'preview', 'ending'];

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');

/**
 * Compiles a message once, at the start, and writes it with `sample`: a broken template, or one that asks for a
 * word it is not given, stops the start and not a mail.
 */
export function compileMessage(
  kind: string,
  language: string,
  sample: Words,
  sampleRows: Rows = {},
): Renderer {
  const handlebars = Handlebars.create();
  // A missing word throws instead of leaving a hole in somebody's mail.
  const options = { strict: true, knownHelpersOnly: true };
  const compile = (file: string, noEscape: boolean) =>
    handlebars.compile(read(file), { ...options, noEscape, preventIndent: true });
  for (const part of ['layout', 'button', 'line'])
    handlebars.registerPartial(part, compile(`./${part}.html.template`, false));
  const subject = compile(`./${kind}/${language}.subject.template`, true);
  const text = compile(`./${kind}/${language}.text.template`, true);
  const html = compile(`./${kind}/${language}.html.template`, false);
  const ending = {
    text: compile(`./switched-off/${language}.text.template`, true),
    html: compile(`./switched-off/${language}.html.template`, false),
  };
  const render: Renderer = (words, rows = {}) => {
    const own = ownWords(words);
    const all = { ...own, ...ownRows(rows) };
    const said = { subject: oneLine(subject(own)), text: text(all) };
    const ends = own['mailSettings']
      ? { text: ending.text(own), html: ending.html(own) }
      : { text: '', html: null };
    return {
      subject: said.subject,
      text: said.text + ends.text,
      html: html({ ...all, subject: said.subject, preview: said.subject, ending: ends.html }),
    };
  };
  for (const name of OF_FRAME)
    if (name in sample || name in sampleRows)
      throw new Error(
        `The mail ${kind} calls a word ${name}, as the frame of every mail does: call it otherwise.`,
      );
  render(sample, sampleRows);
  return render;
}

const ownWords = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([name, word]) => [name, word === null ? null : oneLine(word)]),
  );

const ownRows = (rows: Rows): Rows =>
  Object.fromEntries(Object.entries(rows).map(([name, lines]) => [name, lines.map(ownWords)]));
