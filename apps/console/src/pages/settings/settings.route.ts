import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

export const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  staticData: {
    title: 'shell.page.settings',
    navigation: { icon: 'settings', place: 95, needs: ['account.update', 'account.sign-on'] },
  },
  // Groups are called there what they are called among people.
  loader: () => Promise.all(['settings', 'people'].map(loadPageWords)),
  component: lazyRouteComponent(() => import('./settings.page.js'), 'SettingsPage'),
});
