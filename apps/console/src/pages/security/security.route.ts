import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

export const securityRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/security',
  staticData: { title: 'shell.page.security', navigation: { icon: 'lock', place: 200 } },
  loader: () => Promise.all(['security', 'person', 'people', 'permissions'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./security.page.js'), 'SecurityPage'),
});
