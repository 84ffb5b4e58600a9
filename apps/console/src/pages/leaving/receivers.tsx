import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.js';
import { Choices } from '../../design/choices.js';
import { Note } from '../../design/states.js';
import { useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import type { Handing } from './hand-over-plan.js';
import { ownedQuery } from './leaving-queries.js';
import { WAYS } from './leaving-search.js';
import { ReceiverPicker } from './receiver-picker.js';

interface Props {
  readonly from: string;
  readonly handing: Handing;
  readonly onChange: (handing: Handing) => void;
}

/** Who gets what somebody owns. */
export function Receivers({ from, handing, onChange }: Props) {
  const say = useSay();
  const whyNot = useWhyNot();
  const may = useMay();
  const { data } = useQuery({ ...ownedQuery(from), enabled: may('records.read') });
  const { way, to, types } = handing;
  if (!may('records.reassign'))
    return (
      <Note tone="info">
        <p>{say('leaving.way.none')}</p>
        <p className="small">{whyNot('records.reassign')}</p>
      </Note>
    );
  const setType = (type: string, chosen: readonly string[]) => {
    const { [type]: _before, ...rest } = types;
    const [first] = chosen;
    onChange({ ...handing, types: first === undefined ? rest : { ...rest, [type]: first } });
  };
  return (
    <div className="stack">
      <Choices
        label={say('leaving.way')}
        value={way}
        choices={WAYS.map((value) => ({ value, words: say(`leaving.way.${value}`) }))}
        onChange={(next) => onChange({ ...handing, way: next, to: next === 'split' ? to : to.slice(0, 1) })}
      />
      {way === 'types' &&
        data?.items.map(({ type }) => (
          <ReceiverPicker
            key={type}
            label={say('leaving.to.type', { type })}
            chosen={types[type] === undefined ? [] : [types[type]]}
            from={from}
            onChoose={(chosen) => setType(type, chosen)}
          />
        ))}
      {way !== 'none' && (
        <ReceiverPicker
          key={way}
          label={say(`leaving.to.${way}`)}
          chosen={to}
          many={way === 'split'}
          from={from}
          onChoose={(chosen) => onChange({ ...handing, to: chosen })}
        />
      )}
    </div>
  );
}
