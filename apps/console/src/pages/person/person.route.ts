import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readPersonSearch } from './person-search.js';

export const personRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people/$id',
  staticData: { title: 'shell.page.person' },
  validateSearch: readPersonSearch,
  loader: () =>
    Promise.all(['person', 'people', 'permissions', 'trail', 'seats', 'shared-items'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./person.page.js'), 'PersonPage'),
});
