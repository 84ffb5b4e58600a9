import './invite.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { licensesQuery } from '../people/people-queries.js';
import { InviteOptions, type Options, optionsFor } from './invite-options.js';
import { InviteTable } from './invite-table.js';
import { rowsOf } from './invite-rows.js';
import { useKnown } from './known-people.js';
import { MOST_PEOPLE, type PastedPerson, readPasted } from './pasted-people.js';
import { missingOf, seatSums } from './seat-sums.js';
import { SeatAdvice } from './seat-advice.js';
import { useSending } from './sending.js';

const NOBODY: readonly PastedPerson[] = [];

/** From whatever was pasted to people who are invited: what it takes is said before anything is sent. */
export function InvitePage() {
  const say = useSay();
  const may = useMay();
  const [text, setText] = useState('');
  const [people, setPeople] = useState(NOBODY);
  const [options, setOptions] = useState<Options | null>(null);
  const licenses = useQuery({ ...licensesQuery, enabled: may('licenses.read') });
  const { known, looked } = useKnown(people.map(({ email }) => email).filter(Boolean));
  const sending = useSending();
  const rows = rowsOf(people, known, looked);
  const isChecking = rows.some(({ state }) => state === 'checking');
  const fresh = rows.filter(
    ({ state, email }) => state === 'new' && sending.results.get(email)?.is !== 'done',
  );
  const chosen = options ?? optionsFor(licenses.data?.items ?? []);
  const sums = licenses.data ? seatSums(fresh.length, chosen.products, licenses.data.items) : [];
  const missing = missingOf(sums);
  const begin = () => {
    const found = readPasted(text);
    setPeople(found);
    sending.forget();
  };
  const change = (at: number, part: Partial<PastedPerson>) =>
    setPeople(people.map((person, index) => (index === at ? { ...person, ...part } : person)));
  const refusal =
    fresh.length === 0
      ? say('invite.nobody')
      : isChecking
        ? say('invite.checking')
        : chosen.products.length === 0
          ? say('invite.noProduct')
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
              refusal={text.trim() === '' ? say('invite.paste.first') : null}
            >
              {say('invite.read')}
            </Button>
          </div>
        </section>
      ) : (
        <div className="stack">
          <InviteTable
            rows={rows}
            results={sending.results}
            isLocked={sending.isBusy}
            onChange={change}
            onRemove={(at) => setPeople(people.filter((_, index) => index !== at))}
          />
          {licenses.error && <ProblemNote error={licenses.error} onRetry={() => void licenses.refetch()} />}
          <InviteOptions options={chosen} licenses={licenses.data?.items ?? []} onChange={setOptions} />
          {fresh.length > 0 && <SeatAdvice sums={sums} options={chosen} onChange={setOptions} />}
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
              onPress={() =>
                void sending.send(
                  chosen.whenNoSeat === 'leave' && missing > 0
                    ? fresh.slice(0, fresh.length - missing)
                    : fresh,
                  chosen,
                )
              }
            >
              {say('invite.go', {
                count: chosen.whenNoSeat === 'leave' ? Math.max(0, fresh.length - missing) : fresh.length,
              })}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
