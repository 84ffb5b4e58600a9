import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { home } from '../api/client.js';
import { meQuery } from '../api/me.js';
import { queries } from '../api/queries.js';
import { session } from '../api/session.js';
import type { IconName } from '../design/icons.js';
import type { Permission } from '../api/me.js';
import type { WordId } from '../words/ids.js';
import { Broken, Missing } from './broken.js';
import { safeNext } from './next-address.js';
import { Root } from './root.js';
import { Shell } from './shell.js';
import { SignInPage } from './sign-in/sign-in-page.js';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The name of the page, in the navigation and in the title of the window: a word of the shell, which is always there. */
    readonly title?: WordId;
    /** Where the page has a place in the navigation. */
    readonly navigation?: {
      readonly icon: IconName;
      /** Lower is further up. */
      readonly place: number;
      /** Who has none of these sees no way to it. */
      readonly needs?: readonly Permission[];
    };
  }
}

export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: Missing,
  errorComponent: Broken,
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  staticData: { title: 'shell.page.signIn' },
  validateSearch: ({ next }): { next?: string } => {
    const safe = safeNext(next);
    return safe === undefined ? {} : { next: safe };
  },
  component: SignInPage,
});

/** Around every page of those who are signed in: nobody else gets there, and who they are is known in it. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: async ({ location }) => {
    if (session.read().is === 'unknown') await resume();
    const state = session.read();
    const isInside = state.is === 'expired' || (state.is === 'in' && state.must === null);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- how the router is told of another way
    if (!isInside) throw redirect({ to: '/sign-in', search: { next: location.href } });
  },
  loader: () => queries.ensureQueryData(meQuery),
  component: Shell,
  notFoundComponent: Missing,
  errorComponent: Broken,
});

/** Goes on with what the browser kept. Where the gateway cannot be asked, the router tells of it instead of a sign-in. */
async function resume(): Promise<void> {
  if (!(await home.resume())) session.nobody();
}
