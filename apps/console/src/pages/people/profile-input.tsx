import { TextField } from '../../design/fields.js';
import { SelectField } from '../../design/select-field.js';
import { useKnownWords } from '../../words/known-words.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/languages.js';
import { useSay } from '../../words/words.js';
import { PersonPicker, PickedPeople } from './person-picker.js';
import type { ProfileField } from './profile-fields.js';

/** What a field is called: as the account calls its own. */
export function useFieldLabel(): (field: ProfileField) => string {
  const known = useKnownWords();
  return ({ name, label }) => label ?? known(`people.field.${name}`) ?? name;
}

interface Props {
  readonly field: ProfileField;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The control that fits the kind of a field. */
export function ProfileInput({ field, hint, value, onChange }: Props) {
  const say = useSay();
  const label = useFieldLabel()(field);
  const { name, kind, isRequired = false } = field;
  const shared = { name, label, value, onChange, isRequired };
  switch (kind) {
    case 'choice':
      return <SelectField {...shared} choices={field.choices ?? []} />;
    case 'yes-no':
      return (
        <SelectField
          {...shared}
          choices={(['yes', 'no'] as const).map((id) => ({ id, name: say(`people.${id}`) }))}
        />
      );
    case 'locale': {
      const known = LANGUAGES.map((id) => ({ id, name: LANGUAGE_NAMES[id] }));
      // One from elsewhere stays what it is until somebody chooses another.
      const all = known.some(({ id }) => id === value) ? known : [...known, { id: value, name: value }];
      return <SelectField {...shared} choices={all} />;
    }
    case 'person':
      return value === '' ? (
        <PersonPicker label={label} picked={[]} onPick={({ id }) => onChange(id)} />
      ) : (
        <div className="field">
          <span className="label">{label}</span>
          <PickedPeople ids={[value]} onRemove={() => onChange('')} />
        </div>
      );
    default:
      return (
        <TextField
          {...shared}
          {...((kind === 'email' || kind === 'date' || kind === 'number') && { type: kind })}
          {...(hint !== undefined && { hint })}
          {...(kind === 'list' && { hint: say('people.field.offices.hint') })}
        />
      );
  }
}
