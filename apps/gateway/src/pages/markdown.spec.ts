import { inline, markdown } from './markdown.js';

const packed = (text: string) => text.replace(/\s*\n\s*/g, '');

describe('words in Markdown', () => {
  it('keep code in backticks, and everything else escaped', () => {
    expect(inline('A `<code>` and `b`, & more').text).toBe(
      'A <code>&lt;code&gt;</code> and <code>b</code>, &amp; more',
    );
  });

  it('are paragraphs between empty lines', () => {
    expect(markdown('One\nline.\n\nAnother `one`.').text).toBe(
      '<p>One line.</p><p>Another <code>one</code>.</p>',
    );
  });

  it('may be a table', () => {
    const { text } = markdown('| a | b |\n| --- | --- |\n| `1` | <2> |');
    expect(packed(text)).toContain('<th>a</th><th>b</th>');
    expect(packed(text)).toContain('<td><code>1</code></td><td>&lt;2&gt;</td>');
  });
});
