import './seat-limit.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { useMay } from '../../api/me.js';
import { fullName } from '../../design/full-name.js';
import { Moment } from '../../design/moments.js';
import { useSay } from '../../words/words.js';
import { useProductName } from '../licences/product-names.js';
import { type Holder, type WaysOut, waysOutOf } from './ways-out.js';
import { type SeatAct, type Why, whyQuery } from './why.js';

/** Whose seats might come free: so many are named. */
const NAMED = 3;

interface Props {
  readonly product: string;
  readonly act: SeatAct;
  readonly seats: number;
  /** How to wait, where that is chosen on the same page. */
  readonly wait?: ReactNode;
}

/** Where no seat is free: why, and the ways out. Nothing where the act would not be refused. */
export function SeatLimit({ product, act, seats, wait }: Props) {
  const may = useMay();
  const { data: why } = useQuery({ ...whyQuery(product, act, seats, NAMED), enabled: may('licenses.read') });
  if (!why?.refusal) return null;
  return why.refusal.code === 'payment-overdue' ? <Unpaid /> : <Limit why={why} wait={wait} />;
}

/** Seats may be free, and nobody new gets one. */
function Unpaid() {
  const say = useSay();
  const id = useId();
  return (
    <section className="limit" aria-labelledby={id}>
      <div className="stack-small">
        <h2 id={id}>{say('seats.unpaid')}</h2>
        <p>{say('seats.unpaid.text')}</p>
      </div>
    </section>
  );
}

function Limit({ why, wait }: { readonly why: Why; readonly wait: ReactNode }) {
  const say = useSay();
  const id = useId();
  const nameOf = useProductName();
  const { product, purchased, used, short, waiting } = why;
  const { buy, free, isWaitOpen } = waysOutOf(why);
  return (
    <section className="limit" aria-labelledby={id}>
      <div className="stack-small">
        <h2 id={id}>{say('seats.none', { product: nameOf(product) })}</h2>
        <p className="numbers">
          {say('seats.none.text', { purchased, used, short })}
          {waiting > 0 && ` ${say('seats.none.waiting', { waiting })}`}
        </p>
      </div>
      <div className="limit-ways">
        {buy && <Buying product={product} buy={buy} />}
        {free && <Freeing product={product} free={free} />}
        {isWaitOpen !== null && (
          <div className="limit-way">
            <h3>{say('seats.wait')}</h3>
            <p className="small soft">
              {isWaitOpen
                ? say('seats.wait.text')
                : say('shell.whyNot.permission', { permission: 'users.invite' })}
            </p>
            {isWaitOpen && wait}
          </div>
        )}
      </div>
    </section>
  );
}

function Buying({ product, buy }: { readonly product: string; readonly buy: NonNullable<WaysOut['buy']> }) {
  const say = useSay();
  const { seats, where, isOpen } = buy;
  return (
    <div className="limit-way">
      <h3>{say('seats.buy')}</h3>
      <p className="small soft">
        {where === 'elsewhere'
          ? say('seats.buy.elsewhere', { seats })
          : isOpen
            ? say('seats.buy.text')
            : say('shell.whyNot.permission', { permission: 'seats.purchase' })}
      </p>
      {where === 'here' && isOpen && (
        <Link to="/licences" search={{ product, do: 'buy', seats }} className="button">
          {say('seats.buy.go', { seats })}
        </Link>
      )}
    </div>
  );
}

function Freeing({
  product,
  free,
}: {
  readonly product: string;
  readonly free: NonNullable<WaysOut['free']>;
}) {
  const say = useSay();
  const { idle, invited, isOpen } = free;
  return (
    <div className="limit-way">
      <h3>{say('seats.free')}</h3>
      <p className="small soft">
        {isOpen ? say('seats.free.text') : say('shell.whyNot.permission', { permission: 'users.deactivate' })}
      </p>
      <ul className="limit-people">
        {idle.map(({ user, lastActiveAt }) => (
          <MightSpare key={user.id} product={product} user={user}>
            {lastActiveAt ? (
              <>
                {say('seats.free.idle')} <Moment at={lastActiveAt} />
              </>
            ) : (
              say('seats.free.never')
            )}
          </MightSpare>
        ))}
        {invited.map(({ user, invitation }) => (
          <MightSpare key={user.id} product={product} user={user}>
            {say('seats.free.invited')} {invitation && <Moment at={invitation.createdAt} />}
          </MightSpare>
        ))}
      </ul>
    </div>
  );
}

/** Whose seat might come free, and why. */
function MightSpare({
  product,
  user,
  children,
}: {
  readonly product: string;
  readonly user: Holder['user'];
  readonly children: ReactNode;
}) {
  return (
    <li className="small">
      <Link to="/people" search={{ product, person: user.id }}>
        {fullName(user)}
      </Link>{' '}
      <span className="soft">{children}</span>
    </li>
  );
}
