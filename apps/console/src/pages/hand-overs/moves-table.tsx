import './run.css';
import { FormattedNumber } from 'react-intl';
import { useSay } from '../../words/words.js';
import { nameIn, type Named } from '../people/people-names.js';
import type { OfRecords } from './record-kinds.js';
import { useKindOf } from './use-kind-of.js';

interface Props {
  readonly moves: readonly (OfRecords & { readonly to: string; readonly count: number })[];
  readonly people: ReadonlyMap<string, Named>;
  readonly caption: string;
}

/** How many records of which type go to whom, and in which field where it is not the owner. */
export function MovesTable({ moves, people, caption }: Props) {
  const say = useSay();
  const kindOf = useKindOf();
  if (moves.length === 0) return null;
  return (
    <table className="plain-table moves">
      <caption className="only-read">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('hand-overs.type')}</th>
          <th scope="col">{say('hand-overs.to')}</th>
          <th scope="col" className="number">
            {say('hand-overs.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {moves.map(({ type, field, to, count }) => (
          <tr key={`${type}/${field}/${to}`}>
            <th scope="row">{kindOf({ type, field })}</th>
            <td>{nameIn(people, to)}</td>
            <td className="number">
              <FormattedNumber value={count} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
