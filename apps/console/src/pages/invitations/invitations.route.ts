import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readInvitationSearch } from './invitation-search.js';

export const invitationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/invitations',
  staticData: {
    title: 'shell.page.invitations',
    navigation: { icon: 'mail', place: 40, needs: ['users.read'] },
  },
  validateSearch: readInvitationSearch,
  // Acts upon people are called there what they are called among people.
  loader: () => Promise.all([loadPageWords('invitations'), loadPageWords('people')]),
  component: lazyRouteComponent(() => import('./invitations.page.js'), 'InvitationsPage'),
});
