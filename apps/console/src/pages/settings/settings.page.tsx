import './settings.css';
import { useQuery } from '@tanstack/react-query';
import { PageHead } from '../../design/page-head.js';
import { ProblemNote } from '../../design/problems.js';
import { Skeleton } from '../../design/states.js';
import { MissingPermission, useWhyNot } from '../../design/why-not.js';
import { useSay } from '../../words/words.js';
import { accountQuery } from './account-query.js';
import { SettingsForm } from './settings-form.js';
import { SettingsTabs } from './settings-tabs.js';

/** What the account is called, and what it has decided for all its people. */
export function SettingsPage() {
  const say = useSay();
  const isLocked = useWhyNot()('account.update') !== null;
  const { data, error, refetch } = useQuery(accountQuery);
  return (
    <div className="settings stack">
      <PageHead title={say('settings.title')}>{say('settings.text')}</PageHead>
      <SettingsTabs current="account" />
      <MissingPermission permission="account.update" />
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={10} />}
      {data && <SettingsForm account={data} isLocked={isLocked} />}
    </div>
  );
}
