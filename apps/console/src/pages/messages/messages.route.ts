import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readMessagesSearch } from './messages-search.js';

export const messagesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/messages',
  staticData: {
    title: 'shell.page.messages',
    navigation: { icon: 'send', place: 80, needs: ['deliveries.read', 'account.update'] },
  },
  validateSearch: readMessagesSearch,
  // Kinds and states of mails are called there what they are called on the page of a person.
  loader: () => Promise.all(['messages', 'sending', 'person', 'people'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./messages.page.js'), 'MessagesPage'),
});
