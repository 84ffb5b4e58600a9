import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readLicenceSearch } from './licence-search.js';

export const licencesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/licences',
  staticData: {
    title: 'shell.page.licences',
    navigation: { icon: 'licences', place: 60, needs: ['licenses.read'] },
  },
  validateSearch: readLicenceSearch,
  // Statuses are called there what they are called among people.
  loader: () => Promise.all([loadPageWords('licences'), loadPageWords('people')]),
  component: lazyRouteComponent(() => import('./licences.page.js'), 'LicencesPage'),
});
