import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const COLOURS: readonly Style[] = ['cyan', 'green', 'magenta', 'blue', 'yellow'];
const LEVELS: Readonly<Record<string, Style>> = {
  trace: 'gray',
  debug: 'gray',
  info: 'white',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
};
/** What every line has, and nobody reads on a terminal. */
const LEFT_OUT = ['level', 'time', 'pid', 'service', 'message', 'component', 'traceId'];

/** Gives each name that it meets a colour of its own, and turns lines of a log into lines for people. */
export class Pretty {
  readonly #names: string[] = [];

  constructor(private readonly colours: boolean) {}

  /** One line of the process of that name; a line that is no JSON stays as it is. */
  line(name: string, text: string): string {
    const front = this.#paint(this.#colourOf(name), name.padEnd(14));
    const entry = parse(text);
    if (!entry) return `${front} ${text}`;
    const { level = 'info', time = '', component = '', message = '' } = entry;
    const rest = Object.entries(entry).filter(([key]) => !LEFT_OUT.includes(key));
    const fields = rest
      .filter(([, value]) => !hasStack(value))
      .map(([key, value]) => `${key}=${show(value)}`);
    const stacks = rest.flatMap(([, value]) => (hasStack(value) ? [`\n${indent(value.stack)}`] : []));
    const words = [
      this.#paint('gray', time.slice(11, 23)),
      front,
      this.#paint(LEVELS[level] ?? 'white', `${level.padEnd(5)} ${message}`),
      this.#paint('gray', [component && `(${component})`, ...fields].filter(Boolean).join(' ')),
    ];
    return words.join(' ').trimEnd() + this.#paint('gray', stacks.join(''));
  }

  #colourOf(name: string): Style {
    if (!this.#names.includes(name)) this.#names.push(name);
    return COLOURS[this.#names.indexOf(name) % COLOURS.length] ?? 'white';
  }

  #paint(style: Style, text: string): string {
    return this.colours && text ? styleText(style, text, { validateStream: false }) : text;
  }
}

interface Entry extends Record<string, unknown> {
  readonly level?: string;
  readonly time?: string;
  readonly component?: string;
  readonly message?: string;
}

function parse(text: string): Entry | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as Entry;
  } catch {
    return null;
  }
}

function hasStack(value: unknown): value is { stack: string } {
  return typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string';
}

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const indent = (text: string): string => text.replace(/^/gm, '    ');
