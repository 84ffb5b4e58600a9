import { type Html, html } from './html.js';

/** As much of Markdown as the words of contracts use: paragraphs, tables and code in backticks. */
export const markdown = (text: string): Html =>
  html`${text
    .trim()
    .split(/\n{2,}/)
    .map(block)}`;

/** Words of one line, with code in backticks. */
export const inline = (text: string): Html =>
  // Split by a pattern with a group, every second part is what the group holds.
  html`${text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}`;

function block(text: string): Html {
  const lines = text.split('\n');
  if (!lines[0]?.startsWith('|')) return html`<p>${inline(lines.join(' '))}</p>`;
  const [head = [], , ...rows] = lines.map(cellsOf);
  return table(
    head.map(inline),
    rows.map((row) => row.map(inline)),
  );
}

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

export const table = (head: readonly Html[], rows: readonly (readonly Html[])[]): Html =>
  html`<div class="wide">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th>${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
