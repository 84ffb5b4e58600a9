import './security.css';
import { useMe } from '../../api/me.js';
import { PageHead } from '../../design/page-head.js';
import { useSay } from '../../words/words.js';
import { EmailChangeNote } from '../person/email-change-note.js';
import { KeysCard } from '../person/keys-card.js';
import { MyFactorCard } from './my-factor-card.js';
import { MySessionsCard } from './my-sessions-card.js';
import { PasswordCard } from './password-card.js';

/** By what one gets in, and where one is in: the own password, second factor, sessions and API keys. */
export function SecurityPage() {
  const say = useSay();
  const { user } = useMe();
  return (
    <>
      <PageHead title={say('shell.page.security')}>{say('security.about')}</PageHead>
      <div className="stack">
        <EmailChangeNote person={user} />
        <div className="security">
          <div className="stack">
            <PasswordCard />
            <MyFactorCard />
          </div>
          <div className="stack">
            <MySessionsCard />
            <KeysCard person={user} />
          </div>
        </div>
      </div>
    </>
  );
}
