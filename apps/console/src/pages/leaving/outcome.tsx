import { getRouteApi } from '@tanstack/react-router';
import type { Person } from '../people/person-acts.js';
import { ReplacementReport } from './replacement-report.js';
import { Report } from './report.js';

const route = getRouteApi('/app/leaving');

/** What was done, and what still goes on. */
export function Outcome({ person }: { readonly person: Person }) {
  const { how = 'offboard' } = route.useSearch();
  return (
    <div className="stack">
      {how === 'offboard' ? <Report person={person} /> : <ReplacementReport person={person} />}
    </div>
  );
}
