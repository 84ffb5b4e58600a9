const HOME = '/';
/** Any address will do: only whether it leaves it is looked at. */
const HERE = 'http://here.invalid';

/**
 * Where somebody goes on after a sign-in: a page of our own, whatever was asked for. Browsers take `//elsewhere`,
 * `/\elsewhere` and blanks within for other addresses than they look like; calls of the API are no pages.
 */
export function ownPage(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])[^\s\\\p{Cc}]*$/u.test(wanted)) return HOME;
  if (!URL.canParse(wanted, HERE)) return HOME;
  const url = new URL(wanted, HERE);
  if (url.origin !== HERE || /^\/v1(?:\/|$)/.test(url.pathname) || url.pathname.startsWith('//')) return HOME;
  return url.pathname + url.search + url.hash;
}
