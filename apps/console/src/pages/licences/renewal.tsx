import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Moment } from '../../design/moments.js';
import { useToastProblem } from '../../design/problems.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Licence } from './licence-queries.js';
import { useProductName } from './product-names.js';

interface Props {
  readonly licence: Licence;
}

/** When the term is over and what comes then; whoever buys decides it here. */
export function Renewal({ licence: { product, renewsAt, renews, used } }: Props) {
  const say = useSay();
  const whyNot = useWhyNot();
  const queries = useQueryClient();
  const tell = useToastProblem();
  const nameOf = useProductName();
  const [isAsking, setAsking] = useState(false);
  const set = useMutation({
    mutationFn: (wanted: boolean) =>
      api.put('/v1/licenses/{product}/renewal', {
        params: { path: { product } },
        body: { renews: wanted },
      }),
    onSuccess: (said) => {
      setAsking(false);
      toast.say({
        tone: 'good',
        text: say(said.renews ? 'licences.renewal.kept' : 'licences.renewal.ending'),
      });
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['licenses'] }),
  });
  if (renewsAt === undefined) return null;
  const refusal = whyNot('seats.purchase');
  return (
    <div className="row">
      <span className="spread soft">
        {say(
          renews === undefined
            ? 'licences.renewal.over'
            : renews
              ? 'licences.renewal.renews'
              : 'licences.renewal.ends',
        )}{' '}
        <Moment at={renewsAt} />
      </span>
      {renews === true && (
        <Button refusal={refusal} onPress={() => setAsking(true)}>
          {say('licences.renewal.stop')}
        </Button>
      )}
      {renews === false && (
        <Button
          refusal={refusal}
          isPending={set.isPending}
          onPress={() => set.mutate(true, { onError: tell })}
        >
          {say('licences.renewal.keep')}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={say('licences.renewal.stop.title', { product: nameOf(product) })}
          go={say('licences.renewal.stop')}
          isGrave
          call={set}
          onGo={() => set.mutate(false)}
          onClose={() => setAsking(false)}
        >
          <p>
            {say('licences.renewal.stop.text')} <Moment at={renewsAt} />
          </p>
          {used > 0 && <p>{say('licences.renewal.stop.held', { used })}</p>}
          <p className="soft">{say('licences.renewal.stop.back')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
