import { createRouter } from '@tanstack/react-router';
import { appRoute, rootRoute, signInRoute } from '../shell/routes.js';
import { auditRoute } from './audit/audit.route.js';
import { groupRoute, groupsRoute } from './groups/groups.route.js';
import { handOversRoute } from './hand-overs/hand-overs.route.js';
import { homeRoute } from './home/home.route.js';
import { invitationsRoute } from './invitations/invitations.route.js';
import { inviteRoute } from './invite/invite.route.js';
import { leavingRoute } from './leaving/leaving.route.js';
import { licencesRoute } from './licences/licences.route.js';
import { messagesRoute } from './messages/messages.route.js';
import { organisationRoute } from './organisation/organisation.route.js';
import { myMailsRoute } from './my-mails/my-mails.route.js';
import { peopleRoute } from './people/people.route.js';
import { personRoute } from './person/person.route.js';
import { profileRoute } from './profile/profile.route.js';
import { securityRoute } from './security/security.route.js';
import { connectionRoute, connectionsRoute } from './single-sign-on/single-sign-on.route.js';
import { settingsRoute } from './settings/settings.route.js';
import { wordingsRoute } from './wordings/wordings.route.js';
import { webhookRoute, webhooksRoute } from './webhooks/webhooks.route.js';

/** All pages; one more is a line here. */
const pages = [
  homeRoute,
  peopleRoute,
  personRoute,
  inviteRoute,
  invitationsRoute,
  groupsRoute,
  groupRoute,
  organisationRoute,
  licencesRoute,
  handOversRoute,
  leavingRoute,
  messagesRoute,
  wordingsRoute,
  webhooksRoute,
  webhookRoute,
  settingsRoute,
  connectionsRoute,
  connectionRoute,
  myMailsRoute,
  auditRoute,
  profileRoute,
  securityRoute,
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren([signInRoute, appRoute.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
