import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';

/** What was sent, and what mails say. */
export function MessageTabs({ current }: { readonly current: 'sent' | 'wordings' }) {
  const say = useSay();
  const may = useMay();
  if (!may('account.update')) return null;
  return (
    <Tabs label={say('messages.title')} current={current}>
      <Link to="/messages" {...tabProps(current === 'sent')}>
        {say('messages.part.sent')}
      </Link>
      <Link to="/messages/wordings" {...tabProps(current === 'wordings')}>
        {say('messages.part.wordings')}
      </Link>
    </Tabs>
  );
}
