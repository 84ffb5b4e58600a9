import { useSay } from '../../words/words.js';
import type { ReplacementPreview } from './replacement-queries.js';

const namesOf = (named: readonly { readonly name: string }[]): string =>
  named.map(({ name }) => name).join(', ');

/** What comes, or has come, to the successor besides seats and records. */
export function TakenOver({
  of: { given, directReports, groupsManaged },
}: {
  readonly of: Pick<ReplacementPreview, 'given' | 'directReports' | 'groupsManaged'>;
}) {
  const say = useSay();
  const { groups, offices, copied, sharedItems } = given;
  const words = [
    groups.length > 0 && say('leaving.replace.groups', { groups: namesOf(groups) }),
    offices.length > 0 && say('leaving.replace.offices', { offices: namesOf(offices) }),
    copied.includes('visibility') && say('leaving.replace.visibility'),
    sharedItems > 0 && say('leaving.replace.sharedItems', { count: sharedItems }),
    directReports.count > 0 && say('leaving.replace.reports', { count: directReports.count }),
    groupsManaged.length > 0 && say('leaving.replace.manages', { groups: namesOf(groupsManaged) }),
  ].filter((line) => line !== false);
  if (words.length === 0) return <p className="soft">{say('leaving.replace.given.nothing')}</p>;
  return (
    <ul className="consequences">
      {words.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
