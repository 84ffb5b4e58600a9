import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../../shell/routes.js';
import { loadPageWords } from '../../words/pages.js';

/** The run that is looked at. */
export interface HandOversSearch {
  readonly run?: string;
}

export const handOversRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/hand-overs',
  staticData: {
    title: 'shell.page.handOvers',
    navigation: { icon: 'handOver', place: 70, needs: ['records.read'] },
  },
  validateSearch: ({ run }): HandOversSearch =>
    typeof run === 'string' && run.startsWith('rea_') ? { run } : {},
  loader: () => loadPageWords('hand-overs'),
  component: lazyRouteComponent(() => import('./hand-overs.page.js'), 'HandOversPage'),
});
