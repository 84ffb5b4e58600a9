import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../api/passwords.js';
import { Button } from '../../design/buttons.js';
import { CurrentPasswordField, NextPasswordField } from '../../design/password-fields.js';
import { SaveForm } from '../../design/save-form.js';
import { toast } from '../../design/toasts.js';
import { useSay } from '../../words/words.js';
import { mySessionsQuery } from './security-queries.js';

const RULES = ['length', 'any', 'common', 'names'] as const;

/** The own password, to be changed with what a good one is beside it. */
export function PasswordCard() {
  const say = useSay();
  const [isChanged, setChanged] = useState(false);
  return (
    <section className="card" aria-labelledby="password">
      <div className="card-head">
        <h2 id="password">{say('security.password')}</h2>
        {!isChanged && <Button onPress={() => setChanged(true)}>{say('security.password.change')}</Button>}
      </div>
      {isChanged ? (
        <NewPassword onClose={() => setChanged(false)} />
      ) : (
        <p className="soft">{say('security.password.text')}</p>
      )}
    </section>
  );
}

function NewPassword({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ current, next }),
    onSuccess: () => {
      toast.say({ tone: 'good', text: say('security.password.changed') });
      void queries.invalidateQueries({ queryKey: mySessionsQuery.queryKey });
      onClose();
    },
  });
  return (
    <SaveForm
      go={say('security.password.change')}
      call={change}
      onSave={() => change.mutate()}
      onCancel={onClose}
    >
      <CurrentPasswordField value={current} onChange={setCurrent} autoFocus />
      <NextPasswordField value={next} onChange={setNext} />
      <ul className="rules small soft">
        {RULES.map((rule) => (
          <li key={rule}>{say(`security.password.rule.${rule}`)}</li>
        ))}
      </ul>
    </SaveForm>
  );
}
