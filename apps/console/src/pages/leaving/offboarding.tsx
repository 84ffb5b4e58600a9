import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { handingOf, planOf, refuseHanding, searchOf } from './hand-over-plan.js';
import { ownedQuery } from './leaving-queries.js';
import { OffboardingCheck } from './offboarding-check.js';
import { Owned } from './owned.js';
import { Receivers } from './receivers.js';

const route = getRouteApi('/app/leaving');

/** Two steps: who receives, and what would come of it. Everything that is chosen is in the address. */
export function Offboarding({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: owned } = useQuery({ ...ownedQuery(person.id), enabled: may('records.read') });
  const chosen = handingOf(search);
  // Where nothing is owned, and where nothing may be moved, there is nobody to choose.
  const handing =
    owned?.total === 0 || !may('records.reassign') ? { ...chosen, way: 'none' as const } : chosen;
  const missing = refuseHanding(handing, person.id);
  const needs = whyNot('users.deactivate');
  if (search.step === 'check' && missing === null)
    return <OffboardingCheck person={person} plan={planOf(handing)} refusal={needs} />;
  return (
    <div className="stack">
      <Owned person={person} />
      {owned?.total !== 0 && (
        <section className="card stack" aria-labelledby="receivers">
          <h2 id="receivers">{say('leaving.receivers')}</h2>
          <Receivers
            from={person.id}
            handing={handing}
            onChange={(next) =>
              void navigate({
                search: ({ way: _way, to: _to, types: _types, ...rest }) => ({ ...rest, ...searchOf(next) }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        </section>
      )}
      <div className="row">
        <Button
          look="main"
          refusal={needs ?? (missing && say(`leaving.missing.${missing}`))}
          onPress={() => void navigate({ search: (before) => ({ ...before, step: 'check' }) })}
        >
          {say('leaving.check')}
        </Button>
      </div>
    </div>
  );
}
