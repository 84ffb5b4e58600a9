/** Where somebody signs in at the identity provider of their firm, `again` although it knows them, and what they come back to. */
export function ssoAddress(
  account: string,
  username: string,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
  { again = false } = {},
): string {
  // The sign-in page says where somebody was on the way to.
  const next = pathname === '/sign-in' ? new URLSearchParams(search).get('next') : pathname + search;
  const hint = username.trim();
  const asked = new URLSearchParams({
    ...(next !== null && next !== '/' && { returnTo: next }),
    ...(hint !== '' && { hint }),
    ...(again && { again: 'true' }),
  }).toString();
  return `/v1/auth/sso/${encodeURIComponent(account.trim())}${asked && `?${asked}`}`;
}
