import '../../design/forms.css';
import { PersonPicker, PickedPeople } from '../people/person-picker.js';

interface Props {
  readonly label: string;
  /** Who is chosen; one, or several where `many`. */
  readonly chosen: readonly string[];
  readonly many?: boolean;
  /** Who leaves. */
  readonly from: string;
  readonly onChoose: (chosen: string[]) => void;
}

/** Chooses who receives, or takes a place: people who are active or invited, as the API takes them. */
export function ReceiverPicker({ label, chosen, many, from, onChoose }: Props) {
  return (
    <div className="stack-small receiver">
      {(many || chosen.length === 0) && (
        <PersonPicker
          label={label}
          picked={[from, ...chosen]}
          onPick={({ id }) => onChoose([...chosen, id])}
          status="active,invited"
        />
      )}
      {chosen.length > 0 && (
        <>
          {!many && <span className="choices-label">{label}</span>}
          <PickedPeople ids={chosen} onRemove={(id) => onChoose(chosen.filter((one) => one !== id))} />
        </>
      )}
    </div>
  );
}
