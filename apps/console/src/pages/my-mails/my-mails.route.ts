import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

export const myMailsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/my-mails',
  staticData: { title: 'shell.page.myMails' },
  loader: () => loadPageWords('person'),
  component: lazyRouteComponent(() => import('./my-mails.page.js'), 'MyMailsPage'),
});
