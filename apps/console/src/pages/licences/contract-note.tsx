import { Moment } from '../../design/moments.js';
import { Note } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { Licence } from './licence-queries.js';

/** What the contract says of fewer seats, before anybody asks for them. */
export function ContractNote({ contract }: { readonly contract: NonNullable<Licence['contract']> }) {
  const say = useSay();
  const { minimumSeats, noticeDays, noticeBy, restrictions } = contract;
  return (
    <Note tone="info">
      <p>
        <strong>{say('licences.contract')}</strong>
      </p>
      {minimumSeats > 0 && <p>{say('licences.contract.minimum', { seats: minimumSeats })}</p>}
      {noticeDays > 0 && (
        <p>
          {say('licences.contract.notice', { days: noticeDays })} <Moment at={noticeBy} />
        </p>
      )}
      {restrictions !== null && <p>{restrictions}</p>}
    </Note>
  );
}
