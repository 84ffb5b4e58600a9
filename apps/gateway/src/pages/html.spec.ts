import { Html, html } from './html.js';

describe('HTML', () => {
  it.each([
    [
      'text between tags',
      html`<p>${'<script>alert("1 & 2")</script>'}</p>`,
      '<p>&lt;script&gt;alert(&quot;1 &amp; 2&quot;)&lt;/script&gt;</p>',
    ],
    [
      'either quote of an attribute',
      html`<a title="${`" onclick='x'`}"></a>`,
      '<a title="&quot; onclick=&#39;x&#39;"></a>',
    ],
    [
      'each item of a list',
      html`${['<', '>'].map((sign) => html`<b>${sign}</b>`)}`,
      '<b>&lt;</b><b>&gt;</b>',
    ],
    ['numbers as they are', html`${0} ${-1}`, '0 -1'],
    ['nothing for what is not there', html`${false}${null}${undefined}${[]}`, ''],
  ])('has %s', (_what, { text }, expected) => {
    expect(text).toBe(expected);
  });

  it('is not escaped a second time', () => {
    const name = html`<b>${'A & B'}</b>`;
    expect(html`<p>${name}</p>`.text).toBe('<p><b>A &amp; B</b></p>');
    expect(html`${new Html('<hr>')}`.text).toBe('<hr>');
  });
});
