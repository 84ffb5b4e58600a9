import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readAuditSearch } from './audit-search.js';

export const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  staticData: { title: 'shell.page.audit', navigation: { icon: 'log', place: 110, needs: ['audit.read'] } },
  validateSearch: readAuditSearch,
  loader: () => Promise.all(['audit', 'trail', 'people', 'permissions'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./audit.page.js'), 'AuditPage'),
});
