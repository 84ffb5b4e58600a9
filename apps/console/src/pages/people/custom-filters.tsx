import { listed, listedIn } from '@seatkeeper/text';
import { useState } from 'react';
import { Button } from '../../design/buttons.js';
import { Dialog } from '../../design/dialogs.js';
import { TextField } from '../../design/fields.js';
import { Chip } from '../../design/filters.js';
import { Menu, MenuItem } from '../../design/menus.js';
import { SaveForm } from '../../design/save-form.js';
import { SelectField } from '../../design/select-field.js';
import { Note } from '../../design/states.js';
import { TickGroup } from '../../design/tick-group.js';
import { useSay } from '../../words/words.js';
import { useCustomFields, useCustomText } from './custom-fields.js';
import { type CustomSaid, isRanged, keysAsked, NOTHING_SAID, saidOf, saying } from './custom-search.js';
import { isTooMany, type PeopleSearch } from './people-search.js';
import type { CustomField } from './profile-fields.js';

interface Props {
  readonly search: PeopleSearch;
  readonly onSearch: (search: PeopleSearch) => void;
}

/** Filters by the custom fields of the account: those that are set, and a menu of all. */
export function CustomFilters({ search, onSearch }: Props) {
  const say = useSay();
  const fields = useCustomFields();
  const words = useSaidWords();
  const [open, setOpen] = useState<string | null>(null);
  const fieldOf = (key: string) => fields.find((field) => field.key === key);
  return (
    <>
      {keysAsked(search).map((key) => {
        const field = fieldOf(key);
        const value = words(field, saidOf(search, key, field));
        const press = () => setOpen(key);
        return <Chip key={key} title={field?.label ?? key} value={value} isSet onPress={press} />;
      })}
      {fields.length > 0 && (
        <Menu
          aria-label={say('people.filter.custom')}
          onAction={(key) => setOpen(String(key))}
          trigger={<Chip title={say('people.filter.custom')} value={undefined} isSet={false} />}
        >
          {fields.map(({ key, label }) => (
            <MenuItem key={key} id={key} label={label} />
          ))}
        </Menu>
      )}
      {open !== null && (
        <CustomFilter
          name={open}
          field={fieldOf(open)}
          before={saidOf(search, open, fieldOf(open))}
          onSay={(said) => {
            setOpen(null);
            onSearch(saying(search, open, said));
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** What is asked of a field, on its chip. */
function useSaidWords(): (field: CustomField | undefined, said: CustomSaid) => string {
  const say = useSay();
  const text = useCustomText();
  return (field, { any, from, to }) => {
    const read = (said: string) =>
      field?.type === 'yes-no' && (said === 'true' || said === 'false')
        ? text(field, said === 'true')
        : field?.type === 'number' && said !== '' && Number.isFinite(Number(said))
          ? text(field, Number(said))
          : text(field, said);
    if (any !== '') return listedIn(any).map(read).join(', ');
    if (from === to) return read(from);
    if (to === '') return say('people.custom.from.value', { value: read(from) });
    if (from === '') return say('people.custom.to.value', { value: read(to) });
    return say('people.custom.between', { from: read(from), to: read(to) });
  };
}

function CustomFilter({
  name,
  field,
  before,
  onSay,
  onClose,
}: {
  readonly name: string;
  /** Undefined of one that is not there any more, which an address may still name. */
  readonly field: CustomField | undefined;
  readonly before: CustomSaid;
  readonly onSay: (said: CustomSaid) => void;
  readonly onClose: () => void;
}) {
  const say = useSay();
  const [said, setSaid] = useState(before);
  const isSet = before !== NOTHING_SAID && Object.values(before).some((value) => value !== '');
  const isLong = isTooMany([said.any]);
  return (
    <Dialog title={field?.label ?? name} isOpen onClose={onClose}>
      <SaveForm
        go={say('people.custom.show')}
        call={{ isPending: false, error: null }}
        refusal={field ? (isLong ? say('people.filter.tooMany') : null) : say('people.custom.gone')}
        onSave={() => onSay(field?.type === 'number' ? asNumbers(said) : said)}
        onCancel={onClose}
      >
        {field ? (
          <SaidFields field={field} said={said} onChange={setSaid} />
        ) : (
          <Note tone="info">
            <p>{say('people.custom.gone')}</p>
          </Note>
        )}
        {isSet && (
          <Button look="quiet" onPress={() => onSay(NOTHING_SAID)}>
            {say('people.custom.remove')}
          </Button>
        )}
      </SaveForm>
    </Dialog>
  );
}

/** A comma is how some languages write a fraction. */
const asNumbers = ({ from, to }: CustomSaid): CustomSaid => ({
  any: '',
  from: from.replace(',', '.'),
  to: to.replace(',', '.'),
});

/** The controls that fit the type of a field. */
function SaidFields({
  field,
  said,
  onChange,
}: {
  readonly field: CustomField;
  readonly said: CustomSaid;
  readonly onChange: (said: CustomSaid) => void;
}) {
  const say = useSay();
  const any = (value: string) => onChange({ ...NOTHING_SAID, any: value });
  if (isRanged(field))
    return (
      <>
        {(['from', 'to'] as const).map((end) => (
          <TextField
            key={end}
            label={say(`people.custom.${end}`)}
            value={said[end]}
            onChange={(value) => onChange({ ...said, any: '', [end]: value })}
            {...(field.type === 'date' ? { type: 'date' } : { inputMode: 'decimal' as const })}
          />
        ))}
      </>
    );
  if (field.type === 'choice')
    return (
      <TickGroup
        legend={say('people.custom.choices')}
        choices={field.choices.map(({ value, label }) => ({ value, words: label }))}
        chosen={listedIn(said.any)}
        onChange={(chosen) => any(listed(chosen))}
      />
    );
  if (field.type === 'yes-no')
    return (
      <SelectField
        label={say('people.custom.value')}
        value={said.any}
        choices={[
          { id: 'true', name: say('people.yes') },
          { id: 'false', name: say('people.no') },
        ]}
        onChange={any}
      />
    );
  return (
    <TextField
      label={say('people.custom.value')}
      hint={say('people.custom.values.hint')}
      value={said.any}
      onChange={any}
      maxLength={200}
      autoFocus
    />
  );
}
