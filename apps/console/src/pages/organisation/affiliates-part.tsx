import './affiliates.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { ProblemNote, useToastProblem } from '../../design/problems.js';
import { Empty, Skeleton } from '../../design/states.js';
import { useActingWays } from '../../shell/acting-ways.js';
import { useSay } from '../../words/words.js';
import { type Affiliate, affiliatesQuery } from './affiliate-queries.js';
import { type Branch, treeOf } from './affiliate-tree.js';
import { MadeOffers } from './made-offers.js';
import { MoveAffiliate } from './move-affiliate.js';
import { NewAffiliate } from './new-affiliate.js';
import { OfferDialog } from './offer-dialog.js';
import { ParentCard } from './parent-card.js';
import { ReleaseAffiliate } from './release-affiliate.js';

/** The accounts below the own one, those that were asked to come, and the one above. */
export function AffiliatesPart() {
  const say = useSay();
  const { account } = useMe();
  const { data, error, refetch } = useQuery(affiliatesQuery);
  const [shown, setShown] = useState<'new' | 'offer' | null>(null);
  const [moved, setMoved] = useState<Affiliate | null>(null);
  const [released, setReleased] = useState<Affiliate | null>(null);
  const enter = useEntering();
  const acts = (
    <span className="row">
      <Button onPress={() => setShown('offer')}>{say('organisation.affiliate.offer')}</Button>
      <Button look="main" onPress={() => setShown('new')}>
        {say('organisation.affiliate.new')}
      </Button>
    </span>
  );
  return (
    <div className="stack">
      <section className="card" aria-labelledby="affiliates">
        <div className="card-head">
          <h2 id="affiliates">{say('organisation.affiliate')}</h2>
          {data && data.length > 0 && acts}
        </div>
        <p className="soft organisation-text">{say('organisation.affiliate.text')}</p>
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={5} />}
        {data?.length === 0 && (
          <Empty icon="organisation" title={say('organisation.affiliate.none')} act={acts}>
            {say('organisation.affiliate.none.text')}
          </Empty>
        )}
        {data && data.length > 0 && (
          <Branches
            branches={treeOf(account.id, data)}
            {...enter}
            {...(data.length > 1 && { onMove: setMoved })}
            onRelease={setReleased}
          />
        )}
      </section>
      <MadeOffers />
      <ParentCard />
      {shown === 'new' && <NewAffiliate onClose={() => setShown(null)} />}
      {shown === 'offer' && <OfferDialog onClose={() => setShown(null)} />}
      {moved && data && <MoveAffiliate affiliate={moved} all={data} onClose={() => setMoved(null)} />}
      {released && <ReleaseAffiliate affiliate={released} onClose={() => setReleased(null)} />}
    </div>
  );
}

interface Entering {
  /** Into which one is on the way. */
  readonly entering: string | undefined;
  readonly onEnter: (affiliate: Affiliate) => void;
}

function useEntering(): Entering {
  const { goInto } = useActingWays();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (affiliate: Affiliate) => goInto(affiliate),
    onError: useToastProblem(),
  });
  return { entering: isPending ? variables.id : undefined, onEnter: mutate };
}

/** A list of accounts, in each of which stands the list of those below it: to the eyes and to the ears a tree. */
function Branches({
  branches,
  onMove,
  onRelease,
  ...enter
}: Entering & {
  readonly branches: readonly Branch<Affiliate>[];
  /** Left out where there is no other place. */
  readonly onMove?: (affiliate: Affiliate) => void;
  readonly onRelease: (affiliate: Affiliate) => void;
}) {
  const say = useSay();
  return (
    <ul className="branches">
      {branches.map(({ account, below }) => {
        const { id, name, slug } = account;
        return (
          <li key={id}>
            <div className="branch">
              <span className="branch-words">
                <span className="branch-name">{name}</span> <span className="soft small">{slug}</span>
              </span>
              <span className="row">
                <Button
                  isPending={enter.entering === id}
                  aria-label={say('organisation.affiliate.act.of', {
                    act: say('organisation.affiliate.enter'),
                    name,
                  })}
                  onPress={() => enter.onEnter(account)}
                >
                  {say('organisation.affiliate.enter')}
                </Button>
                {onMove && (
                  <Button
                    look="quiet"
                    aria-label={say('organisation.affiliate.act.of', {
                      act: say('organisation.affiliate.move'),
                      name,
                    })}
                    onPress={() => onMove(account)}
                  >
                    {say('organisation.affiliate.move')}
                  </Button>
                )}
                <Button
                  look="quiet"
                  aria-label={say('organisation.affiliate.act.of', {
                    act: say('organisation.affiliate.release'),
                    name,
                  })}
                  onPress={() => onRelease(account)}
                >
                  {say('organisation.affiliate.release')}
                </Button>
              </span>
            </div>
            {below.length > 0 && (
              <Branches branches={below} onRelease={onRelease} {...(onMove && { onMove })} {...enter} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
