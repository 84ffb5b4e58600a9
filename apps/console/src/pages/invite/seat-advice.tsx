import { Radio, RadioGroup } from 'react-aria-components';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Options } from './invite-options.js';
import { missingOf, type SeatSum } from './seat-sums.js';

interface Props {
  readonly sums: readonly SeatSum[];
  readonly options: Options;
  readonly onChange: (options: Options) => void;
}

/** The sum before anything is sent, and where it does not work out, what shall become of the others. */
export function SeatAdvice({ sums, options, onChange }: Props) {
  const say = useSay();
  const missing = missingOf(sums);
  return (
    <Note tone={missing > 0 ? 'warn' : 'info'}>
      <div className="stack-small numbers">
        {sums.map(({ product, takes, free, waiting }) => (
          <p key={product}>
            {say('invite.takes', { takes, free, product })}
            {waiting > 0 && ` ${say('invite.takes.waiting', { waiting })}`}
          </p>
        ))}
        {missing > 0 && (
          <RadioGroup
            className="ways-out"
            aria-label={say('invite.missing', { count: missing })}
            value={options.whenNoSeat}
            onChange={(value) => onChange({ ...options, whenNoSeat: value === 'leave' ? 'leave' : 'wait' })}
          >
            <p>{say('invite.missing', { count: missing })}</p>
            {(['wait', 'leave'] as const).map((way) => (
              <Radio key={way} value={way} className="radio">
                <span className="radio-dot" />
                {say(`invite.way.${way}`, { count: missing })}
              </Radio>
            ))}
          </RadioGroup>
        )}
      </div>
    </Note>
  );
}
