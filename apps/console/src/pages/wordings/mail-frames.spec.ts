import { framedMail } from './mail-frames.js';

it('has no styles and no ways in the HTML, and the style sheet beside it', () => {
  const { html, sheet } = framedMail(
    '<html><head><style>\n.text { color: red }\n</style></head><body style="margin:0"><a href="https://seats.example/x" style="color:blue">Open</a></body></html>',
  );
  expect(sheet).toContain('.text { color: red }');
  expect(html).not.toMatch(/<style| style=| href=/);
  expect(html).toContain('data-style="color:blue"');
});

it('leaves what somebody has written as it is', () => {
  const written = '<p>say style=&quot;x&quot; and href=&quot;y&quot;</p>';
  expect(framedMail(written).html).toBe(written);
});
