import './buying.css';
import { IconButton } from '../../design/buttons.js';
import { TextField } from '../../design/fields.js';
import { useSay } from '../../words/words.js';
import { isSeats, MOST_SEATS } from './licence-search.js';

/** How many seats: typed, or one more and one less. `null` while what is typed is no number of seats. */
export function SeatsField({
  label,
  typed,
  onType,
}: {
  readonly label: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}) {
  const say = useSay();
  const seats = seatsIn(typed);
  const step = (by: number) => onType(String(Math.min(MOST_SEATS, Math.max(1, (seats ?? 0) + by))));
  return (
    <div className="seats-field">
      <TextField
        label={label}
        inputMode="numeric"
        value={typed}
        onChange={onType}
        isInvalid={seats === null && typed.trim() !== ''}
        maxLength={6}
        autoFocus
      />
      <IconButton icon="minus" label={say('licences.seats.less')} look="plain" onPress={() => step(-1)} />
      <IconButton icon="plus" label={say('licences.seats.more')} look="plain" onPress={() => step(1)} />
    </div>
  );
}

export function seatsIn(typed: string): number | null {
  const seats = /^\d+$/.test(typed.trim()) ? Number(typed) : NaN;
  return isSeats(seats) ? seats : null;
}
