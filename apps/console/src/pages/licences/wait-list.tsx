import '../../design/line-table.css';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { IconButton } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { fullName } from '../../design/full-name.js';
import { useKeptFocus } from '../../design/kept-focus.js';
import { Moment } from '../../design/moments.js';
import { PagedList } from '../../design/paged-list.js';
import { useToastProblem } from '../../design/problems.js';
import { Empty } from '../../design/states.js';
import { toast } from '../../design/toasts.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { NamedPerson } from '../people/named-person.js';
import { waitingQuery } from './licence-queries.js';
import { useProductNames } from './product-names.js';
import { type Move, movedIn, type Target, targetOf, type Waiting } from './wait-moves.js';

const MOVES = ['first', 'up', 'down'] as const satisfies readonly Move[];
const ICONS = { first: 'top', up: 'up', down: 'down' } as const;

/** Who waits for a seat, in the order in which they are served. */
export function WaitList({ product }: { readonly product: string }) {
  const say = useSay();
  const namesOf = useProductNames();
  const queries = useQueryClient();
  const tell = useToastProblem();
  const list = useInfiniteQuery(waitingQuery(product));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [dropped, setDropped] = useState<Waiting | null>(null);
  const again = () => queries.invalidateQueries({ queryKey: ['licenses'] });
  const { keep, table } = useKeptFocus(items.map(({ user }) => user.id).join());
  const move = useMutation({
    mutationFn: ({ who, target }: { who: Waiting; target: Target; move: Move }) =>
      api.put('/v1/licenses/{product}/waiting/{id}/position', {
        params: { path: { product, id: who.user.id } },
        body: target,
      }),
    onSuccess: ({ user, position }, { target, move: moved }) => {
      keep(`${user.id}-${moved}`);
      // Where somebody stands now is known: the next move need not wait for the list.
      queries.setQueryData(waitingQuery(product).queryKey, (list) => list && movedIn(list, user.id, target));
      void again();
      toast.say({ tone: 'good', text: say('licences.waiting.moved', { name: fullName(user), position }) });
    },
    onError: (error) => {
      tell(error);
      void again();
    },
  });
  return (
    <section className="card stack" aria-label={say('licences.view.waiting')}>
      <PagedList list={list} lines={4}>
        {list.data && items.length === 0 && (
          <Empty icon="check" title={say('licences.waiting.none')}>
            {say('licences.waiting.none.text')}
          </Empty>
        )}
        {items.length > 0 && (
          <>
            <p className="soft">{say('licences.waiting.text')}</p>
            <table className="line-table wait-table" ref={table}>
              <thead>
                <tr>
                  <th scope="col">{say('licences.holders.who')}</th>
                  <th scope="col" className="number">
                    {say('licences.waiting.position')}
                  </th>
                  <th scope="col">{say('licences.waiting.since')}</th>
                  <th scope="col">{say('licences.waiting.products')}</th>
                  <th scope="col">
                    <span className="only-read">{say('licences.waiting.acts')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((who, at) => (
                  <tr key={who.user.id}>
                    <th scope="row">
                      <NamedPerson id={who.user.id} person={who.user} />
                    </th>
                    <td className="number">
                      <span className="only-narrow soft">{say('licences.waiting.position')} </span>
                      {who.position}
                    </td>
                    <td className="when">
                      <Moment at={who.since} />
                    </td>
                    <td className="soft">{namesOf(who.products)}</td>
                    <td className="acts-cell">
                      <RowActs
                        who={who}
                        targetFor={(one) => targetOf(items, at, one, !list.hasNextPage)}
                        isBusy={move.isPending}
                        onMove={(one, target) => move.mutate({ who, target, move: one })}
                        onDrop={() => setDropped(who)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </PagedList>
      {dropped && <DropDialog who={dropped} onClose={() => setDropped(null)} onDone={() => void again()} />}
    </section>
  );
}

interface RowProps {
  readonly who: Waiting;
  readonly targetFor: (move: Move) => Target | null;
  readonly isBusy: boolean;
  readonly onMove: (move: Move, target: Target) => void;
  readonly onDrop: () => void;
}

function RowActs({ who, targetFor, isBusy, onMove, onDrop }: RowProps) {
  const say = useSay();
  const whyNot = useWhyNot();
  const name = fullName(who.user);
  const missing = whyNot('users.invite');
  return (
    <span className="row line-acts">
      {MOVES.map((one) => {
        const target = targetFor(one);
        return (
          <IconButton
            key={one}
            icon={ICONS[one]}
            data-move={`${who.user.id}-${one}`}
            label={say(`licences.waiting.${one}`, { name })}
            refusal={
              missing ??
              (isBusy ? say('licences.waiting.busy') : target ? null : say('licences.waiting.there'))
            }
            onPress={() => target && onMove(one, target)}
          />
        );
      })}
      <IconButton
        icon="close"
        label={say('licences.waiting.drop', { name })}
        refusal={missing}
        onPress={onDrop}
      />
    </span>
  );
}

function DropDialog({
  who,
  onClose,
  onDone,
}: {
  readonly who: Waiting;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const say = useSay();
  const namesOf = useProductNames();
  const name = fullName(who.user);
  const drop = useMutation({
    mutationFn: () => api.delete('/v1/users/{id}/invitation', { params: { path: { id: who.user.id } } }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('licences.waiting.dropped', { name }) });
      onClose();
    },
    onSettled: onDone,
  });
  return (
    <ConfirmDialog
      title={say('licences.waiting.drop', { name })}
      go={say('licences.waiting.drop.go')}
      isGrave
      call={drop}
      onGo={() => drop.mutate()}
      onClose={onClose}
    >
      <p>{say('licences.waiting.drop.means', { products: namesOf(who.products) })}</p>
    </ConfirmDialog>
  );
}
