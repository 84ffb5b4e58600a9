import { TextField } from '../../design/fields.js';
import { useSay } from '../../words/words.js';

export interface BanWish {
  readonly reason: string;
  /** As the browser's own field gives it: a time of the device, or nothing. */
  readonly until: string;
}

export const NO_BAN: BanWish = { reason: '', until: '' };

/** As the API takes it: the end with its zone. */
export const banBody = ({ reason, until }: BanWish) => ({
  reason: reason.trim(),
  ...(until !== '' && { until: new Date(until).toISOString() }),
});

export function BanFields({
  wish,
  onChange,
}: {
  readonly wish: BanWish;
  readonly onChange: (wish: BanWish) => void;
}) {
  const say = useSay();
  return (
    <>
      <TextField
        label={say('people.ban.reason')}
        hint={say('people.ban.reason.hint')}
        value={wish.reason}
        onChange={(reason) => onChange({ ...wish, reason })}
        isRequired
        maxLength={500}
        autoFocus
      />
      <TextField
        label={say('people.ban.until')}
        hint={say('people.ban.until.hint')}
        type="datetime-local"
        value={wish.until}
        onChange={(until) => onChange({ ...wish, until })}
      />
    </>
  );
}
