import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readPeopleSearch } from './people-search.js';

export const peopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people',
  staticData: {
    title: 'shell.page.people',
    navigation: { icon: 'people', place: 20, needs: ['users.read'] },
  },
  validateSearch: readPeopleSearch,
  loader: () => Promise.all(['people', 'views', 'seats'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./people.page.js'), 'PeoplePage'),
});
