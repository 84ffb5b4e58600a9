import { Button, IconButton } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { useSay } from '../../words/words.js';
import type { ChoiceDraft } from './field-drafts.js';

const MOST = 100;
const NONE: ChoiceDraft = { value: '', label: '' };

interface Props {
  readonly choices: readonly ChoiceDraft[];
  /** Values that users may have: what they are never changes. */
  readonly kept: readonly string[];
  readonly onChange: (choices: readonly ChoiceDraft[]) => void;
}

/** What can be chosen: what each is called, and the value that users get. */
export function ChoicesEditor({ choices, kept, onChange }: Props) {
  const say = useSay();
  const set = (at: number, change: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, n) => (n === at ? { ...choice, ...change } : choice)));
  return (
    <fieldset className="stack choice-rows">
      <legend className="form-name">{say('organisation.choices')}</legend>
      <p className="hint">{say('organisation.choices.hint')}</p>
      {choices.length > 0 && (
        <div className="choice-row small soft" aria-hidden="true">
          <span>{say('organisation.choice.called')}</span>
          <span>{say('organisation.choice.is')}</span>
          <span />
        </div>
      )}
      {choices.map(({ label, value }, at) => {
        const isKept = kept.includes(value);
        return (
          <div key={at} className="choice-row">
            <TextField
              label={say('organisation.choice.label', { n: at + 1 })}
              value={label}
              onChange={(next) => set(at, { label: next })}
              maxLength={60}
            />
            <TextField
              label={say('organisation.choice.value', { n: at + 1 })}
              placeholder={label}
              value={value}
              onChange={(next) => set(at, { value: next })}
              maxLength={60}
              isReadOnly={isKept}
              mono
            />
            <IconButton
              icon="close"
              label={say('organisation.choice.remove', { name: label || value || String(at + 1) })}
              onPress={() => onChange(choices.filter((_, n) => n !== at))}
            />
          </div>
        );
      })}
      <div className="row">
        <Button
          icon="plus"
          refusal={choices.length < MOST ? null : say('organisation.choices.most', { most: MOST })}
          onPress={() => onChange([...choices, NONE])}
        >
          {say('organisation.choice.add')}
        </Button>
      </div>
    </fieldset>
  );
}
