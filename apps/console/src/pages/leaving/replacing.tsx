import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { Choices } from '../../design/choices.js';
import { useFieldErrors } from '../../design/use-field-errors.js';
import { Tick } from '../../design/ticks.js';
import { toggled } from '../../design/toggled.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Person } from '../people/person-acts.js';
import { isNewcomer, NewcomerFields, NOBODY } from './newcomer-fields.js';
import { Owned } from './owned.js';
import { ReceiverPicker } from './receiver-picker.js';
import { ReplacementCheck } from './replacement-check.js';

const route = getRouteApi('/app/leaving');
const COPIED = ['groups', 'offices', 'visibility'] as const;
type Copied = (typeof COPIED)[number];

/** Somebody takes the place of somebody else: who, what they get, what comes of it. */
export function Replacing({ person }: { readonly person: Person }) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isNew, setNew] = useState(false);
  const [newcomer, setNewcomer] = useState(NOBODY);
  const [copy, setCopy] = useState<readonly Copied[]>(['groups', 'offices']);
  const [moves, setMoves] = useState(true);
  const reassign = moves && may('records.reassign');
  const by = isNew ? undefined : search.to;
  const isKnown = isNew ? isNewcomer(newcomer) : by !== undefined && by !== person.id;
  const [refused, setRefused] = useState<Error | null>(null);
  const fieldErrors = useFieldErrors(refused);
  const refusal =
    whyNot('users.replace') ??
    (isNew ? whyNot('users.invite') : null) ??
    (isKnown ? null : say('leaving.missing.successor'));
  const isChecked = search.step === 'check' && isKnown;
  const step = (to: 'check' | undefined) =>
    void navigate({ search: ({ step: _step, ...rest }) => (to ? { ...rest, step: to } : rest) });
  if (isChecked)
    return (
      <ReplacementCheck
        person={person}
        replacing={{
          by: by === undefined ? { newUser: newcomer } : { userId: by },
          reassign,
          copy: [...copy],
        }}
        refusal={refusal}
        onBack={() => step(undefined)}
        onRefused={setRefused}
      />
    );
  return (
    <div className="stack">
      <Owned person={person} />
      <section className="card stack" aria-labelledby="successor">
        <h2 id="successor">{say('leaving.successor')}</h2>
        <Choices
          label={say('leaving.successor.who')}
          value={isNew ? 'new' : 'here'}
          choices={(['here', 'new'] as const).map((value) => ({
            value,
            words: say(`leaving.successor.${value}`),
          }))}
          onChange={(value) => setNew(value === 'new')}
        />
        {isNew ? (
          <NewcomerFields newcomer={newcomer} onChange={setNewcomer} errors={fieldErrors} />
        ) : (
          <ReceiverPicker
            label={say('leaving.successor.pick')}
            chosen={by === undefined ? [] : [by]}
            from={person.id}
            onChoose={([to]) =>
              void navigate({
                search: ({ to: _before, ...rest }) => (to === undefined ? rest : { ...rest, to }),
                replace: true,
                resetScroll: false,
              })
            }
          />
        )}
      </section>
      <section className="card stack-small" aria-labelledby="copied">
        <h2 id="copied">{say('leaving.copied')}</h2>
        <Tick isSelected={reassign} onChange={setMoves}>
          {say('leaving.copied.records')}
        </Tick>
        {!may('records.reassign') && <p className="small soft">{whyNot('records.reassign')}</p>}
        {COPIED.map((one) => (
          <Tick key={one} isSelected={copy.includes(one)} onChange={(is) => setCopy(toggled(copy, one, is))}>
            {say(`leaving.copied.${one}`)}
          </Tick>
        ))}
      </section>
      <div className="row">
        <Button look="main" refusal={refusal} onPress={() => step('check')}>
          {say('leaving.check')}
        </Button>
      </div>
    </div>
  );
}
