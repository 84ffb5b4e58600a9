import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readWordingsSearch } from './wordings-search.js';

export const wordingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/messages/wordings',
  staticData: { title: 'shell.page.wordings' },
  validateSearch: readWordingsSearch,
  // Kinds of mails, and who did something, are called there what they are called among people.
  loader: () => Promise.all(['wordings', 'messages', 'person', 'people'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./wordings.page.js'), 'WordingsPage'),
});
