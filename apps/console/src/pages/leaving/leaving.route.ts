import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readLeavingSearch } from './leaving-search.js';

/** A guided act upon one person, which one comes to from them: it has no place in the navigation. */
export const leavingRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leaving',
  staticData: { title: 'shell.page.leaving' },
  validateSearch: readLeavingSearch,
  loader: () => Promise.all(['leaving', 'hand-overs', 'people'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./leaving.page.js'), 'LeavingPage'),
});
