import { Input, TextField } from 'react-aria-components';
import { IconButton } from '../../design/buttons.js';
import { useTell } from '../../design/problems.js';
import { Badge, type Tone } from '../../design/states.js';
import { useSay } from '../../words/words.js';
import type { InviteRow, RowState } from './invite-rows.js';
import type { PastedPerson } from './pasted-people.js';
import type { Result } from './sending.js';

const TONES: Readonly<Record<RowState, Tone>> = {
  checking: 'neutral',
  unlooked: 'warn',
  new: 'good',
  known: 'neutral',
  invited: 'info',
  invalid: 'bad',
  double: 'warn',
};

interface Props {
  readonly rows: readonly InviteRow[];
  readonly results: ReadonlyMap<string, Result>;
  readonly isLocked: boolean;
  readonly onChange: (at: number, part: Partial<PastedPerson>) => void;
  readonly onRemove: (at: number) => void;
}

/** Everybody who was found, to be mended, left out, and told what became of them. */
export function InviteTable({ rows, results, isLocked, onChange, onRemove }: Props) {
  const say = useSay();
  return (
    <div className="card invite-rows">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('invite.email')}</th>
            <th scope="col">{say('invite.firstName')}</th>
            <th scope="col">{say('invite.lastName')}</th>
            <th scope="col">{say('invite.state')}</th>
            <th scope="col">
              <span className="only-read">{say('invite.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => {
            const result = row.state === 'double' ? undefined : results.get(row.email);
            const isFixed =
              isLocked || result?.is === 'done' || row.state === 'known' || row.state === 'invited';
            return (
              <tr key={at}>
                {(['email', 'firstName', 'lastName'] as const).map((part) => (
                  <td key={part}>
                    {isFixed ? (
                      <span className="invite-fixed">{row[part] || '–'}</span>
                    ) : (
                      <TextField
                        aria-label={`${say(`invite.${part}`)}: ${row.source}`}
                        value={row[part]}
                        isInvalid={row.state === 'invalid' && row[part].trim() === ''}
                        onChange={(value) =>
                          onChange(at, { [part]: part === 'email' ? value.trim().toLowerCase() : value })
                        }
                      >
                        <Input className="input" />
                      </TextField>
                    )}
                  </td>
                ))}
                <td>
                  <State row={row} result={result} />
                </td>
                <td>
                  <IconButton
                    icon="close"
                    label={say('invite.remove')}
                    refusal={isLocked ? say('invite.busy') : null}
                    onPress={() => onRemove(at)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function State({ row, result }: { readonly row: InviteRow; readonly result: Result | undefined }) {
  const say = useSay();
  const tell = useTell();
  switch (result?.is) {
    case 'sending':
      return <Badge>{say('invite.result.sending')}</Badge>;
    case 'done':
      return (
        <Badge tone={result.status === 'waiting' ? 'warn' : 'good'}>
          {say(
            result.status === 'waiting' || result.status === 'planned'
              ? `invite.result.${result.status}`
              : 'invite.result.done',
          )}
        </Badge>
      );
    case 'refused':
      return (
        <span className="stack-small">
          <Badge tone="bad">{say('invite.result.refused')}</Badge>
          <span className="small">{tell(result.error).text}</span>
        </span>
      );
    default:
      return <Badge tone={TONES[row.state]}>{say(`invite.state.${row.state}`)}</Badge>;
  }
}
