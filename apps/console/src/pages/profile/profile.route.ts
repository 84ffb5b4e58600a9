import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

export const profileRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/profile',
  staticData: { title: 'shell.page.profile', navigation: { icon: 'profile', place: 190 } },
  // What somebody is described by is called there what it is called among people.
  loader: () => Promise.all(['profile', 'people', 'person'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./profile.page.js'), 'ProfilePage'),
});
