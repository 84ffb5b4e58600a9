import type { Page } from 'playwright-core';

/** Presses a button by its name, as who has no mouse does; of several, one in a dialog or the one that came last. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().focus();
  await page.keyboard.press('Enter');
}
