import './audit.css';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import { Button } from '../../design/buttons.js';
import { PageHead } from '../../design/page-head.js';
import { PagedList } from '../../design/paged-list.js';
import { useToastProblem } from '../../design/problems.js';
import { saveFile } from '../../design/save-file.js';
import { Empty } from '../../design/states.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { AuditEntries } from './audit-entries.js';
import { AuditFilters } from './audit-filters.js';
import { auditFile, auditQuery } from './audit-queries.js';
import { SealCard } from './seal-card.js';

const route = getRouteApi('/app/audit');

/** What happened in the account, the newest first. */
export function AuditPage() {
  const say = useSay();
  const isClosed = useWhyNot()('audit.read') !== null;
  if (!isClosed) return <Log />;
  return (
    <>
      <PageHead title={say('shell.page.audit')} />
      <MissingPermission permission="audit.read" />
    </>
  );
}

function Log() {
  const say = useSay();
  const complain = useToastProblem();
  const search = route.useSearch();
  const { timeZone } = useMe().account;
  const list = useInfiniteQuery(auditQuery(search, timeZone));
  const entries = list.data?.pages.flatMap(({ items }) => items);
  const save = useMutation({
    mutationFn: () => auditFile(search, timeZone),
    onSuccess: (file) => saveFile(say('audit.file'), file),
    onError: complain,
  });
  return (
    <>
      <PageHead
        title={say('shell.page.audit')}
        acts={
          <Button icon="save" isPending={save.isPending} onPress={() => save.mutate()}>
            {say('audit.save')}
          </Button>
        }
      >
        {say('audit.about')}
      </PageHead>
      <AuditFilters search={search} />
      <div className="audit">
        <div className="card stack">
          <h2 className="only-read">{say('shell.page.audit')}</h2>
          <PagedList list={list} lines={10}>
            {entries?.length === 0 && (
              <Empty icon="log" title={say('audit.none')}>
                {say('audit.none.text')}
              </Empty>
            )}
            {entries && entries.length > 0 && <AuditEntries entries={entries} />}
          </PagedList>
        </div>
        <SealCard />
      </div>
    </>
  );
}
