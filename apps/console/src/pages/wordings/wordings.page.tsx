import '../../design/line-table.css';
import './wordings.css';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Badge, Skeleton } from '../../design/states.js';
import { MissingPermission } from '../../design/why-not.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/languages.js';
import { useSay } from '../../words/words.js';
import { MessageTabs } from '../messages/message-tabs.js';
import { templateQuery, type TemplateRow, templatesQuery, type Which } from './wording-queries.js';
import { WordingEditor } from './wording-editor.js';

const route = getRouteApi('/app/messages/wordings');

/** What mails of the account say, by kind and language, each to be worded anew. */
export function WordingsPage() {
  const say = useSay();
  const may = useMay();
  const { kind, locale } = route.useSearch();
  return (
    <div className="wordings">
      <PageHead title={say('wordings.title')}>{say('wordings.text')}</PageHead>
      <MessageTabs current="wordings" />
      <MissingPermission permission="account.update" />
      {may('account.update') && (
        <div className="stack">
          {kind && locale && <One key={`${kind} ${locale}`} which={{ kind, locale }} />}
          <All shown={kind && locale && { kind, locale }} />
        </div>
      )}
    </div>
  );
}

function One({ which }: { readonly which: Which }) {
  const { data, error, refetch } = useQuery(templateQuery(which));
  if (!data)
    return error ? <ProblemNote error={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />;
  return <WordingEditor template={data} />;
}

function All({ shown }: { readonly shown: Which | undefined }) {
  const say = useSay();
  const { data, error, refetch } = useQuery(templatesQuery);
  const rows = data?.items ?? [];
  const kinds = [...new Set(rows.filter(({ fixed }) => !fixed).map((row) => row.kind))];
  const fixed = [...new Set(rows.filter((row) => row.fixed).map((row) => row.kind))];
  return (
    <section className="card stack" aria-labelledby="all-wordings">
      <h2 id="all-wordings">{say('wordings.all')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {kinds.length > 0 && (
        <table className="line-table">
          <thead>
            <tr>
              <th scope="col">{say('messages.mail')}</th>
              {LANGUAGES.map((language) => (
                <th key={language} scope="col" lang={language}>
                  {LANGUAGE_NAMES[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind} className={kind === shown?.kind ? 'line-shown' : ''}>
                <th scope="row">{say(`person.mail.kind.${kind}`)}</th>
                {LANGUAGES.map((locale) => (
                  <td key={locale}>
                    <WayTo row={rows.find((row) => row.kind === kind && row.locale === locale)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {fixed.length > 0 && (
        <details>
          <summary>{say('wordings.fixed', { count: fixed.length })}</summary>
          <p className="soft">{say('wordings.fixed.text')}</p>
          <ul className="small">
            {fixed.map((kind) => (
              <li key={kind}>{say(`person.mail.kind.${kind}`)}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function WayTo({ row }: { readonly row: TemplateRow | undefined }) {
  const say = useSay();
  if (!row) return null;
  const { kind, locale, changed } = row;
  const mail = say(`person.mail.kind.${kind}`);
  return (
    <Link to="/messages/wordings" search={{ kind, locale }}>
      {changed ? <Badge tone="info">{say('wordings.changed')}</Badge> : say('wordings.product')}
      <span className="only-read"> {say('wordings.of', { mail, language: LANGUAGE_NAMES[locale] })}</span>
    </Link>
  );
}
