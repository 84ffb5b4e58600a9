import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

// Groups and people are called there what they are called among people.
const loader = () => Promise.all(['sso', 'settings', 'people'].map(loadPageWords));

export const connectionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/single-sign-on',
  staticData: { title: 'shell.page.singleSignOn' },
  loader,
  component: lazyRouteComponent(() => import('./connections.page.js'), 'ConnectionsPage'),
});

export const connectionRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/single-sign-on/$id',
  staticData: { title: 'shell.page.singleSignOn' },
  loader,
  component: lazyRouteComponent(() => import('./connection.page.js'), 'ConnectionPage'),
});
