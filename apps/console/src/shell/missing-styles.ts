import { styleMissedBy } from './missing-parts.js';

const missing = new Set<string>();

/** Remembers a style that could not be fetched, as when somebody without a connection points at the way to its page. */
export function rememberMissingStyle(error: Error): void {
  const style = styleMissedBy(error);
  if (style !== undefined) missing.add(style);
}

/** Asks for them once more: the bundler asks for each once, and would show the page without its style. */
export function fetchMissingStyles(): void {
  const styles = [...missing];
  missing.clear();
  for (const style of styles) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = style;
    link.addEventListener('error', () => {
      link.remove();
      missing.add(style);
    });
    document.head.append(link);
  }
}
