import './invite.css';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay, useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { dayOf, isDay } from '../../design/days.js';
import { TextField } from '../../design/fields.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { licensesQuery } from '../people/people-queries.js';
import { whyQuery } from '../seats/why.js';
import { InviteOptions, type Options, optionsFor } from './invite-options.js';
import { InviteTable } from './invite-table.js';
import { rowsOf } from './invite-rows.js';
import { useKnown } from './known-people.js';
import { MOST_LETTERS, MOST_PEOPLE, type PastedPerson, readPasted } from './pasted-people.js';
import { missingOf, seatSums } from './seat-sums.js';
import { SeatAdvice } from './seat-advice.js';
import { useSending } from './sending.js';

const NOBODY: readonly PastedPerson[] = [];
const NO_PRODUCTS: readonly string[] = [];

/** From whatever was pasted to people who are invited: what it takes is said before anything is sent. */
export function InvitePage() {
  const say = useSay();
  const may = useMay();
  const { timeZone } = useMe().account;
  const [text, setText] = useState('');
  const [people, setPeople] = useState(NOBODY);
  const [leftOut, setLeftOut] = useState(0);
  const [options, setOptions] = useState<Options | null>(null);
  const licenses = useQuery({ ...licensesQuery, enabled: may('licenses.read') });
  const { lookAgain, ...looks } = useKnown(people.map(({ email }) => email).filter(Boolean));
  const sending = useSending();
  const rows = rowsOf(people, looks);
  const isChecking = rows.some(({ state }) => state === 'checking');
  const unlooked = rows.filter(({ state }) => state === 'unlooked').length;
  const fresh = rows.filter(
    ({ state, email }) => state === 'new' && sending.results.get(email)?.is !== 'done',
  );
  const chosen = options ?? optionsFor(licenses.data?.items ?? []);
  // While invitations are sent, each of them changes the sum: it is reckoned again when they are.
  // On a day to come other seats are free: the forecast tells of them.
  const isPlanned = chosen.joinsOn !== '';
  const isReckoning = may('licenses.read') && fresh.length > 0 && !sending.isBusy && !isPlanned;
  const asked = isReckoning ? chosen.products : NO_PRODUCTS;
  const explained = useQueries({
    queries: asked.map((product) => whyQuery(product, 'invite', fresh.length)),
  });
  const unexplained = explained.find(({ error }) => error);
  const sums = seatSums(explained.flatMap(({ data }) => (data ? [data] : [])));
  const isReckoned =
    isPlanned || (sums.length === asked.length && sums.every(({ takes }) => takes === fresh.length));
  const missing = missingOf(sums);
  const going =
    chosen.whenNoSeat === 'leave' && !isPlanned ? fresh.slice(0, Math.max(0, fresh.length - missing)) : fresh;
  const begin = () => {
    const found = readPasted(text);
    setPeople(found.people);
    setLeftOut(found.leftOut);
    sending.forget();
  };
  const change = (at: number, part: Partial<PastedPerson>) =>
    setPeople(people.map((person, index) => (index === at ? { ...person, ...part } : person)));
  const refusal = isChecking
    ? say('invite.checking')
    : fresh.length === 0
      ? say(unlooked > 0 ? 'invite.nobody.known' : 'invite.nobody')
      : may('licenses.read') && !(licenses.data && isReckoned)
        ? say('invite.seats.unknown')
        : (licenses.data?.items.length ?? 0) > 0 && chosen.products.length === 0
          ? say('invite.noProduct')
          : isPlanned && !(isDay(chosen.joinsOn) && chosen.joinsOn > dayOf(new Date(), timeZone))
            ? say('invite.joinsOn.later')
            : going.length === 0
              ? say('invite.noSeat')
              : null;
  return (
    <div className="invite">
      <PageHead title={say('invite.title')}>{say('invite.text')}</PageHead>
      {people.length === 0 ? (
        <section className="card stack">
          <TextField
            label={say('invite.paste')}
            hint={say('invite.paste.hint', { most: MOST_PEOPLE })}
            placeholder={'Ann Lee <ann@firm.example>; bob@firm.example'}
            rows={8}
            value={text}
            onChange={setText}
            autoFocus
          />
          <div className="row">
            <Button
              look="main"
              onPress={begin}
              refusal={
                text.trim() === ''
                  ? say('invite.paste.first')
                  : text.length > MOST_LETTERS
                    ? say('invite.paste.tooLong', { most: MOST_LETTERS })
                    : null
              }
            >
              {say('invite.read')}
            </Button>
          </div>
        </section>
      ) : (
        <div className="stack">
          {leftOut > 0 && (
            <Note tone="warn">
              <p>{say('invite.leftOut', { count: leftOut, most: MOST_PEOPLE })}</p>
            </Note>
          )}
          {unlooked > 0 && (
            <Note tone="warn" act={<Button onPress={lookAgain}>{say('shell.again')}</Button>}>
              <p>{say('invite.unlooked', { count: unlooked })}</p>
            </Note>
          )}
          <InviteTable
            rows={rows}
            results={sending.results}
            isLocked={sending.isBusy}
            onChange={change}
            onRemove={(at) => setPeople(people.filter((_, index) => index !== at))}
          />
          {unexplained?.error && (
            <ProblemNote error={unexplained.error} onRetry={() => void unexplained.refetch()} />
          )}
          {licenses.error && <ProblemNote error={licenses.error} onRetry={() => void licenses.refetch()} />}
          <InviteOptions options={chosen} licenses={licenses.data?.items ?? []} onChange={setOptions} />
          {fresh.length > 0 && sums.length > 0 && (
            <SeatAdvice sums={sums} options={chosen} onChange={setOptions} />
          )}
          {sending.isOver && (
            <div role="status">
              <Note tone={sending.refused > 0 ? 'warn' : 'good'}>
                <p>{say('invite.sum', { ...sending.counts })}</p>
              </Note>
            </div>
          )}
          <div className="row">
            <Button onPress={() => setPeople(NOBODY)} refusal={sending.isBusy ? say('invite.busy') : null}>
              {say('invite.anew')}
            </Button>
            <Button
              look="main"
              icon="mail"
              isPending={sending.isBusy}
              refusal={refusal}
              onPress={() => void sending.send(going, chosen)}
            >
              {say(isPlanned ? 'invite.go.planned' : 'invite.go', { count: going.length })}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
