import { useMe } from '../../api/me.js';
import { TextField } from '../../design/fields.js';
import { TimeField } from '../../design/time-field.js';
import { useSay } from '../../words/words.js';
import type { BanWish } from './ban-wishes.js';

export function BanFields({
  wish,
  onChange,
}: {
  readonly wish: BanWish;
  readonly onChange: (wish: BanWish) => void;
}) {
  const say = useSay();
  const { account } = useMe();
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
      <TimeField
        label={say('people.ban.until')}
        hint={say('people.ban.until.hint', { zone: account.timeZone })}
        type="datetime-local"
        max="9999-12-31T23:59"
        value={wish.until}
        onChange={(until) => onChange({ ...wish, until })}
      />
    </>
  );
}
