import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Button } from '../../design/buttons.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Note } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { toast } from '../../design/toasts.js';
import { toggled } from '../../design/toggled.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { useProductName } from '../licences/product-names.js';
import { licensesQuery } from '../people/people-queries.js';
import type { Person } from '../people/person-acts.js';
import { holdsSeats } from '../people/seats-held.js';
import { SeatLimit } from '../seats/seat-limit.js';

/** Products of somebody, with whether they hold a seat of each now. */
export function ProductsCard({ person }: { readonly person: Person }) {
  const say = useSay();
  const nameOf = useProductName();
  const whyNot = useWhyNot();
  const [isOpen, setOpen] = useState(false);
  const refusal =
    whyNot('users.update', 'licenses.read') ??
    (person.type === 'service' ? say('person.products.service') : null);
  return (
    <section className="card stack" aria-labelledby="products">
      <h2 id="products">{say('person.products')}</h2>
      {person.products.length === 0 && <p className="soft">{say('person.products.none')}</p>}
      {person.products.length > 0 && (
        <ul className="person-list">
          {person.products.map((product) => (
            <li key={product} className="row">
              <span className="spread">{nameOf(product)}</span>
              <Badge tone={holdsSeats(person) ? 'good' : 'neutral'}>
                {say(holdsSeats(person) ? 'person.seat.held' : 'person.seat.none')}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button refusal={refusal} onPress={() => setOpen(true)}>
          {say('person.change')}
        </Button>
      </div>
      {isOpen && <ProductsDialog person={person} onClose={() => setOpen(false)} />}
    </section>
  );
}

function ProductsDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const say = useSay();
  const nameOf = useProductName();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(licensesQuery);
  const [chosen, setChosen] = useState<readonly string[]>(person.products);
  const known = data?.items ?? [];
  const gone = person.products.filter((product) => !known.some((license) => license.product === product));
  const added = chosen.filter((product) => !person.products.includes(product));
  const removed = person.products.filter((product) => !chosen.includes(product));
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/users/{id}', {
        params: { path: { id: person.id }, header: { 'If-Match': `"${person.version}"` } },
        body: { products: [...chosen] },
      }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('people.saved') });
      onClose();
    },
    onSettled: () => {
      for (const queryKey of [['people'], ['licenses']]) void queries.invalidateQueries({ queryKey });
    },
  });
  const refusal =
    chosen.length === 0
      ? say('person.products.one')
      : added.length + removed.length === 0
        ? say('person.nothingChanged')
        : null;
  return (
    <ConfirmDialog
      title={say('person.products')}
      go={say('shell.save')}
      call={save}
      refusal={refusal}
      onGo={() => save.mutate()}
      onClose={onClose}
    >
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      <div className="stack-small">
        {[...known, ...gone.map((product) => ({ product, free: null }))].map(({ product, free }) => (
          <Tick
            key={product}
            isSelected={chosen.includes(product)}
            onChange={(is) => setChosen(toggled(chosen, product, is))}
          >
            {nameOf(product)}{' '}
            {free !== null && (
              <span className="soft small">{say('person.products.free', { count: free })}</span>
            )}
          </Tick>
        ))}
      </div>
      {holdsSeats(person) && added.length + removed.length > 0 && (
        <Note tone="info">
          {added.length > 0 && (
            <p>{say('people.act.takes', { count: added.length, products: added.join(', ') })}</p>
          )}
          {removed.length > 0 && (
            <p>{say('people.act.frees', { count: removed.length, products: removed.join(', ') })}</p>
          )}
        </Note>
      )}
      {holdsSeats(person) &&
        added.map((product) => <SeatLimit key={product} product={product} act="add-product" seats={1} />)}
    </ConfirmDialog>
  );
}
