import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

export const inviteRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/invite',
  staticData: {
    title: 'shell.page.invite',
    navigation: { icon: 'invite', place: 30, needs: ['users.invite'] },
  },
  // Groups are called there what they are called among people.
  loader: () => Promise.all(['invite', 'people', 'seats'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./invite.page.js'), 'InvitePage'),
});
