import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.js';
import { tabProps, Tabs } from '../../design/tabs.js';
import { useSay } from '../../words/words.js';

/** What was sent, how mails are sent, and what they say. */
export function MessageTabs({ current }: { readonly current: 'sent' | 'sending' | 'wordings' }) {
  const say = useSay();
  const may = useMay();
  if (!may('account.update')) return null;
  return (
    <Tabs label={say('messages.title')} current={current}>
      <Link to="/messages" search={{}} {...tabProps(current === 'sent')}>
        {say('messages.part.sent')}
      </Link>
      <Link to="/messages" search={{ part: 'sending' }} {...tabProps(current === 'sending')}>
        {say('messages.part.sending')}
      </Link>
      <Link to="/messages/wordings" {...tabProps(current === 'wordings')}>
        {say('messages.part.wordings')}
      </Link>
    </Tabs>
  );
}
