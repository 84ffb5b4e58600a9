import { Link } from '@tanstack/react-router';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';

/** What the account has decided, and where its people sign in. */
export function SettingsTabs({ current }: { readonly current: 'account' | 'single-sign-on' }) {
  const say = useSay();
  return (
    <Tabs label={say('settings.title')} current={current}>
      <Link to="/settings" {...tabProps(current === 'account')}>
        {say('settings.account')}
      </Link>
      <Link to="/settings/single-sign-on" {...tabProps(current === 'single-sign-on')}>
        {say('settings.singleSignOn')}
      </Link>
    </Tabs>
  );
}
