import { useMe } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { useSay } from '../../words/words.js';
import { MailChoices } from '../person/mail-choices.js';

/** Where the link at the end of a mail leads: everybody chooses here which mails they get. */
export function MyMailsPage() {
  const say = useSay();
  const { user } = useMe();
  return (
    <>
      <PageHead title={say('shell.page.myMails')} />
      <MailChoices id={user.id} />
    </>
  );
}
