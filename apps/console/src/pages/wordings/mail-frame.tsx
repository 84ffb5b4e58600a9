import { useRef } from 'react';
import { framedMail } from './mail-frames.js';

/** The HTML of a mail. No script of it runs, nothing of it is followed, and the policy of the page holds in it. */
export function MailFrame({ title, html }: { readonly title: string; readonly html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const { html: bare, sheet } = framedMail(html);
  const dress = () => {
    const inside = frame.current?.contentDocument;
    const view = frame.current?.contentWindow as (Window & typeof globalThis) | null | undefined;
    if (!inside || !view) return;
    const css = new view.CSSStyleSheet();
    css.replaceSync(sheet);
    inside.adoptedStyleSheets = [css];
    for (const element of inside.querySelectorAll<HTMLElement>('[data-style]'))
      element.style.cssText = element.dataset['style'] ?? '';
    if (frame.current) frame.current.height = String(inside.documentElement.scrollHeight);
  };
  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title={title}
      // Of the same origin, so that it can be dressed from here; no scripts, no forms, no ways out.
      sandbox="allow-same-origin"
      srcDoc={bare}
      onLoad={dress}
    />
  );
}
