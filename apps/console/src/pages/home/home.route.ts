import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

export const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  staticData: { title: 'shell.page.home', navigation: { icon: 'home', place: 10 } },
  // Seats and hand-overs are told of in the words of their own pages.
  loader: () => Promise.all(['home', 'licences', 'hand-overs'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./home.page.js'), 'HomePage'),
});
