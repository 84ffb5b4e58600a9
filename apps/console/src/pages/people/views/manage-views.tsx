import '../../../design/line-table.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconButton } from '../../../design/buttons.js';
import { ConfirmDialog } from '../../../design/confirm-dialog.js';
import { Dialog } from '../../../design/dialogs.js';
import { MoveButtons } from '../../../design/move-buttons.js';
import { Badge, Empty } from '../../../design/states.js';
import { useMoves } from '../../../design/use-moves.js';
import { useWhyNot } from '../../../design/why-not.js';
import { useSay } from '../../../words/words.js';
import { RenameView } from './rename-view.js';
import type { View } from './saved-views.js';
import { useViewCall } from './use-view-call.js';
import { CHANGED_BY_VIEWS, createView, deleteView, moveView, viewsQuery } from './view-queries.js';

interface Chosen {
  readonly act: 'rename' | 'share' | 'delete';
  readonly view: View;
}

/** All saved views: renamed, put in order, shared and deleted. */
export function ManageViews({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { data } = useQuery(viewsQuery);
  const views = data?.items ?? [];
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const back = () => setChosen(null);
  const kinds = [
    { title: say('views.shared'), of: views.filter(({ shared }) => shared) },
    { title: say('views.own'), of: views.filter(({ shared }) => !shared) },
  ];
  return (
    <>
      <Dialog title={say('views.manage.title')} isOpen onClose={onClose} look="wide">
        {views.length === 0 && (
          <Empty icon="filter" title={say('views.none')}>
            {say('views.none.text')}
          </Empty>
        )}
        <div className="stack">
          {kinds.map(
            ({ title, of }) =>
              of.length > 0 && <Kind key={title} title={title} views={of} onChoose={setChosen} />,
          )}
        </div>
      </Dialog>
      {chosen?.act === 'rename' && <RenameView view={chosen.view} onClose={back} />}
      {chosen?.act === 'share' && <ShareView view={chosen.view} onClose={back} />}
      {chosen?.act === 'delete' && <DeleteView view={chosen.view} onClose={back} />}
    </>
  );
}

/** Views of one kind, in their order. */
function Kind({
  title,
  views,
  onChoose,
}: {
  readonly title: string;
  readonly views: readonly View[];
  readonly onChoose: (chosen: Chosen) => void;
}) {
  const say = useSay();
  const whyNot = useWhyNot();
  const { table, busy, move } = useMoves(views, moveView, CHANGED_BY_VIEWS);
  const missing = whyNot('views.share');
  return (
    <table className="line-table" ref={table}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">
            <span className="only-read">{say('views.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {views.map((view, at) => {
          const { name } = view;
          const refusal = view.shared ? missing : null;
          return (
            <tr key={view.id}>
              <th scope="row">
                <span className="row">
                  {name}
                  {view.missing.length > 0 && <Badge tone="warn">{say('views.missing')}</Badge>}
                </span>
              </th>
              <td className="acts-cell">
                <span className="row line-acts">
                  <MoveButtons
                    list={views}
                    at={at}
                    name={name}
                    refusal={refusal ?? busy}
                    onMove={(to, after) => move(view.id, to, after)}
                  />
                  <IconButton
                    icon="edit"
                    label={say('views.rename.of', { name })}
                    refusal={refusal}
                    onPress={() => onChoose({ act: 'rename', view })}
                  />
                  {!view.shared && (
                    <IconButton
                      icon="send"
                      label={say('views.share.of', { name })}
                      refusal={missing}
                      onPress={() => onChoose({ act: 'share', view })}
                    />
                  )}
                  <IconButton
                    icon="trash"
                    label={say('views.delete.of', { name })}
                    refusal={refusal}
                    onPress={() => onChoose({ act: 'delete', view })}
                  />
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ActProps {
  readonly view: View;
  readonly onClose: () => void;
}

function ShareView({ view, onClose }: ActProps) {
  const say = useSay();
  const { name, filter, sort, columns } = view;
  const share = useViewCall(
    () => createView(name, { filter, sort, columns }, true),
    () => say('views.isShared', { name }),
    onClose,
  );
  return (
    <ConfirmDialog
      title={say('views.share.title', { name })}
      go={say('views.share.go')}
      call={share}
      onGo={() => share.mutate()}
      onClose={onClose}
    >
      <p>{say('views.share.text')}</p>
    </ConfirmDialog>
  );
}

function DeleteView({ view, onClose }: ActProps) {
  const say = useSay();
  const { id, name, shared } = view;
  const remove = useViewCall(
    () => deleteView(id),
    () => say('views.deleted', { name }),
    onClose,
  );
  return (
    <ConfirmDialog
      title={say('views.delete.title', { name })}
      go={say('views.delete.go')}
      isGrave
      call={remove}
      onGo={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{say(shared ? 'views.delete.shared' : 'views.delete.own')}</p>
    </ConfirmDialog>
  );
}
