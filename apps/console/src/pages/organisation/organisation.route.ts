import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readOrganisationSearch } from './organisation-search.js';

export const organisationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation',
  staticData: {
    title: 'shell.page.organisation',
    navigation: { icon: 'organisation', place: 55, needs: ['users.read'] },
  },
  validateSearch: readOrganisationSearch,
  // Groups and people are called there what they are called among people.
  loader: () => Promise.all(['organisation', 'shared-items', 'people'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./organisation.page.js'), 'OrganisationPage'),
});
