import { Choices } from '../../design/choices.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import { useProductName } from '../licences/product-names.js';
import { SeatLimit } from '../seats/seat-limit.js';
import type { Options } from './invite-options.js';
import { missingOf, type SeatSum } from './seat-sums.js';

interface Props {
  readonly sums: readonly SeatSum[];
  readonly options: Options;
  readonly onChange: (options: Options) => void;
}

/** The sum before anything is sent, and where it does not work out, the ways out and what shall become of the others. */
export function SeatAdvice({ sums, options, onChange }: Props) {
  const say = useSay();
  const nameOf = useProductName();
  const missing = missingOf(sums);
  return (
    <div className="stack">
      <Note tone={missing > 0 ? 'warn' : 'info'}>
        <div className="stack-small numbers">
          {sums.map(({ product, takes, free, waiting }) => (
            <p key={product}>
              {say('invite.takes', { takes, free, product: nameOf(product) })}
              {waiting > 0 && ` ${say('invite.takes.waiting', { waiting })}`}
            </p>
          ))}
        </div>
      </Note>
      {sums
        .filter((sum) => sum.missing > 0)
        .map(({ product, takes }) => (
          <SeatLimit
            key={product}
            product={product}
            act="invite"
            seats={takes}
            wait={<span className="small">{say('invite.way.below')}</span>}
          />
        ))}
      {missing > 0 && (
        <Choices
          label={say('invite.missing', { count: missing })}
          value={options.whenNoSeat}
          choices={(['wait', 'leave'] as const).map((value) => ({
            value,
            words: say(`invite.way.${value}`, { count: missing }),
          }))}
          onChange={(whenNoSeat) => onChange({ ...options, whenNoSeat })}
        />
      )}
    </div>
  );
}
