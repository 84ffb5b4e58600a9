/** Where to go on after signing in: an address within the console. Anything else, such as another site, is none. */
export function safeNext(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !/[\t\r\n]/.test(next) ? next : undefined;
}
