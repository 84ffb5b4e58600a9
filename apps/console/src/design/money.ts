/**
 * The language in which numbers of an account are written: that of the account with its country (`fr-CA`) where the page is
 * in the same language, else the page's.
 */
export const numbersIn = (page: string, account: string): string =>
  account.slice(0, 2).toLowerCase() === page.slice(0, 2).toLowerCase() ? account : page;
