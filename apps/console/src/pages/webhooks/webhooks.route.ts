import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';
import { readWebhookSearch } from './webhook-search.js';

// Events are called there what the history calls them.
const loader = () => Promise.all(['webhooks', 'trail'].map(loadPageWords));

export const webhooksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/webhooks',
  staticData: {
    title: 'shell.page.webhooks',
    navigation: { icon: 'webhook', place: 85, needs: ['webhooks.manage'] },
  },
  loader,
  component: lazyRouteComponent(() => import('./webhooks.page.js'), 'WebhooksPage'),
});

export const webhookRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/webhooks/$id',
  staticData: { title: 'shell.page.webhooks' },
  validateSearch: readWebhookSearch,
  loader,
  component: lazyRouteComponent(() => import('./webhook.page.js'), 'WebhookPage'),
});
