import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

// People, and acts upon them, are called there what they are called among people.
const loader = () => Promise.all(['groups', 'people', 'permissions'].map(loadPageWords));

export const groupsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/groups',
  staticData: {
    title: 'shell.page.groups',
    navigation: { icon: 'shield', place: 50, needs: ['users.read'] },
  },
  loader,
  component: lazyRouteComponent(() => import('./groups.page.js'), 'GroupsPage'),
});

export const groupRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/groups/$id',
  staticData: { title: 'shell.page.groups' },
  loader,
  component: lazyRouteComponent(() => import('./group.page.js'), 'GroupPage'),
});
