import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.js';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { Choices } from '../../design/choices.js';
import { ConfirmDialog } from '../../design/confirm-dialog.js';
import { Dialog } from '../../design/dialogs.js';
import { Moment } from '../../design/moments.js';
import { ProblemNote } from '../../design/problems.js';
import { Note, Skeleton } from '../../design/states.js';
import { Tick } from '../../design/ticks.js';
import { MissingPermission } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { type Licence, orderQuery } from './licence-queries.js';
import { useProductName } from './product-names.js';
import { Quote } from './quote.js';
import { endOf, isDeclined, type Order, paidOf, stepOf } from './quote-words.js';
import { seatsIn, SeatsField } from './seats-field.js';

const route = getRouteApi('/app/licences');

interface Props {
  readonly licence: Licence;
  readonly onClose: () => void;
}

/** How many, then what it costs to the cent, then what happens next: each step is in the address. */
export function BuyDialog({ licence, onClose }: Props) {
  const say = useSay();
  const may = useMay();
  const { order } = route.useSearch();
  const nameOf = useProductName();
  if (!may('seats.purchase'))
    return (
      <Dialog title={say('licences.buy')} isOpen onClose={onClose}>
        <MissingPermission permission="seats.purchase" />
      </Dialog>
    );
  return order === undefined ? (
    <AskForQuote licence={licence} onClose={onClose} name={nameOf(licence.product)} />
  ) : (
    <OneOrder id={order} onClose={onClose} />
  );
}

function AskForQuote({ licence, onClose, name }: Props & { readonly name: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(String(search.seats ?? 1));
  const [period, setPeriod] = useState<'month' | 'year'>('month');
  const seats = seatsIn(typed);
  const isFirst = licence.renewsAt === undefined;
  const quote = useMutation({
    mutationFn: (wanted: number) =>
      api.post('/v1/orders', {
        body: { items: [{ product: licence.product, seats: wanted }], ...(isFirst && { period }) },
      }),
    onSuccess: async (order, wanted) => {
      queries.setQueryData(orderQuery(order.id).queryKey, order);
      // Back is to the number that was typed.
      await navigate({ search: (before) => ({ ...before, seats: wanted }), replace: true });
      await navigate({ search: (before) => ({ ...before, order: order.id }) });
    },
  });
  return (
    <ConfirmDialog
      title={say('licences.buy.title', { product: name })}
      go={say('licences.buy.quote')}
      call={quote}
      refusal={seats === null ? say('licences.seats.howMany') : null}
      onGo={() => seats !== null && quote.mutate(seats)}
      onClose={onClose}
    >
      <p className="soft">{say('licences.buy.text')}</p>
      <SeatsField label={say('licences.buy.seats')} typed={typed} onType={setTyped} />
      {seats !== null && (
        <p className="numbers">
          {say('licences.buy.then', {
            purchased: licence.purchased,
            seats,
            then: licence.purchased + seats,
          })}
        </p>
      )}
      {isFirst && (
        <Choices
          label={say('licences.buy.period')}
          value={period}
          choices={(['month', 'year'] as const).map((value) => ({
            value,
            words: say(`licences.period.${value}`),
          }))}
          onChange={setPeriod}
        />
      )}
    </ConfirmDialog>
  );
}

/** Ways to check out, the one that brings the seats soonest last, where the main button is. */
const WAYS = ['invoice', 'stripe'] as const;

/** An order wherever it is: quoted and to be checked out, waiting for approval, done, or over. */
function OneOrder({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const { data: order, error, refetch } = useQuery(orderQuery(id));
  const [saveCard, setSaveCard] = useState(false);
  const checkOut = useMutation({
    mutationFn: (provider: Order['payableBy'][number]) =>
      api.post('/v1/orders/{id}/checkout', {
        params: { path: { id } },
        body: { provider, ...(provider === 'stripe' && saveCard && { saveCard }) },
      }),
    onSuccess: ({ order: ordered, checkoutUrl }) => {
      queries.setQueryData(orderQuery(id).queryKey, ordered);
      if (checkoutUrl !== undefined) window.location.assign(checkoutUrl);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  const step = order && stepOf(order.status);
  useEffect(() => {
    if (step === 'done') void queries.invalidateQueries({ queryKey: ['licenses'] });
  }, [step, queries]);
  const anew = () => void navigate({ search: ({ order: _order, ...rest }) => rest });
  const foot =
    step === 'quote' ? (
      <>
        <Button onPress={anew}>{say('licences.buy.change')}</Button>
        {WAYS.filter((way) => order?.payableBy.includes(way)).map((way, i, ways) => (
          <Button
            key={way}
            {...(i === ways.length - 1 && { look: 'main' })}
            isPending={checkOut.isPending && checkOut.variables === way}
            onPress={() => checkOut.mutate(way)}
          >
            {say(way === 'stripe' ? 'licences.buy.pay' : 'licences.buy.order')}
          </Button>
        ))}
      </>
    ) : step === 'over' ? (
      <>
        <Button onPress={onClose}>{say('shell.close')}</Button>
        <Button look="main" onPress={anew}>
          {say('licences.buy.anew')}
        </Button>
      </>
    ) : (
      <Button look="main" onPress={onClose}>
        {say('shell.close')}
      </Button>
    );
  return (
    <Dialog
      title={step ? say(`licences.order.title.${step}`) : say('licences.order')}
      isOpen
      onClose={onClose}
      look="wide"
      foot={foot}
    >
      <div className="stack">
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!order && !error && <Skeleton lines={5} />}
        {order && <WhatNext order={order} />}
        {order && <Quote order={order} />}
        {order?.payableBy.includes('stripe') && (
          <Tick isSelected={saveCard} onChange={setSaveCard}>
            {say('licences.buy.saveCard')}
          </Tick>
        )}
        {checkOut.error && <ProblemNote error={checkOut.error} />}
        {(step === 'waiting' || step === 'paying') && (
          <p className="small">
            <Link to="/licences" search={({ product }) => ({ ...(product && { product }), view: 'orders' })}>
              {say('licences.order.all')}
            </Link>
          </p>
        )}
      </div>
    </Dialog>
  );
}

function WhatNext({ order }: { readonly order: Order }) {
  const say = useSay();
  switch (stepOf(order.status)) {
    case 'quote':
      return (
        <p className="soft">
          {say('licences.order.quote.text')} <Moment at={order.expiresAt} withTime />
        </p>
      );
    case 'paying':
      return (
        <Note tone="info">
          <p>{say('licences.order.paying.text')}</p>
          {order.checkoutUrl !== undefined && (
            <p>
              <a href={order.checkoutUrl}>{say('licences.order.paying.go')}</a>
            </p>
          )}
        </Note>
      );
    case 'waiting':
      return (
        <Note tone="info">
          <p>{say('licences.order.waiting.text')}</p>
        </Note>
      );
    case 'done':
      return (
        <Note tone={isDeclined(order) ? 'warn' : 'good'}>
          <p>
            {say(paidOf(order))}{' '}
            {order.payment?.nextTryAt !== undefined && <Moment at={order.payment.nextTryAt} withTime />}
          </p>
        </Note>
      );
    case 'over':
      return (
        <Note tone="warn">
          <p>{say(endOf(order))}</p>
        </Note>
      );
  }
}
