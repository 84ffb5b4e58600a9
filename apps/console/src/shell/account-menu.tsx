import { useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { Button as AriaButton, type Selection } from 'react-aria-components';
import { home } from '../api/client.js';
import { useMe } from '../api/me.js';
import { session } from '../api/session.js';
import { Avatar } from '../design/avatar.js';
import { fullName } from '../design/full-name.js';
import { Icon } from '../design/icons.js';
import { Menu, MenuChoice, MenuItem, MenuLine } from '../design/menus.js';
import { useToastProblem } from '../design/problems.js';
import { type Preferences, preferences } from '../preferences/preferences.js';
import { type Language, LANGUAGE_NAMES, LANGUAGES } from '../words/languages.js';
import { useLanguage, useSay } from '../words/words.js';

const THEMES = ['system', 'light', 'dark'] as const satisfies readonly Preferences['theme'][];
const DENSITIES = ['comfortable', 'compact'] as const satisfies readonly Preferences['density'][];
const first = (chosen: Selection) => (chosen === 'all' ? undefined : [...chosen][0]);

/** Who one is, how one likes the console, and the way out. */
export function AccountMenu({ small }: { readonly small?: boolean }) {
  const say = useSay();
  const { user, account, home: own } = useMe();
  const { language, speak } = useLanguage();
  const { theme, density } = useSyncExternalStore(preferences.subscribe, preferences.read);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const name = fullName(user);
  return (
    <Menu
      aria-label={say('shell.account')}
      onAction={(key) => {
        if (key === 'profile') void navigate({ to: '/profile' });
        if (key === 'my-mails') void navigate({ to: '/my-mails' });
        if (key === 'security') void navigate({ to: '/security' });
        if (key === 'sign-out') void signOut();
      }}
      trigger={
        <AriaButton className={`me${small ? ' me-small' : ''}`}>
          <span className="only-read">
            {small ? `${say('shell.account')}: ${name}` : say('shell.account')}
          </span>
          <Avatar name={name} />
          {!small && (
            <span className="stack-tight">
              <span className="cut">{name}</span>
              <span className="cut small soft">{own.slug}</span>
            </span>
          )}
          {!small && <Icon name="up" />}
        </AriaButton>
      }
    >
      <MenuChoice
        title={say('shell.language')}
        chosen={[language]}
        onChoose={(chosen) => void speak(first(chosen) as Language)}
      >
        {LANGUAGES.map((one) => (
          <MenuItem key={one} id={one} label={LANGUAGE_NAMES[one]} />
        ))}
      </MenuChoice>
      <MenuLine />
      <MenuChoice
        title={say('shell.theme')}
        chosen={[theme]}
        onChoose={(chosen) => preferences.set({ theme: first(chosen) as Preferences['theme'] })}
      >
        {THEMES.map((one) => (
          <MenuItem key={one} id={one} label={say(`shell.theme.${one}`)} />
        ))}
      </MenuChoice>
      <MenuLine />
      <MenuChoice
        title={say('shell.density')}
        chosen={[density]}
        onChoose={(chosen) => preferences.set({ density: first(chosen) as Preferences['density'] })}
      >
        {DENSITIES.map((one) => (
          <MenuItem key={one} id={one} label={say(`shell.density.${one}`)} />
        ))}
      </MenuChoice>
      <MenuLine />
      <MenuItem id="profile" label={say('shell.page.profile')} />
      {account.id === own.id && <MenuItem id="my-mails" label={say('shell.page.myMails')} />}
      <MenuItem id="security" label={say('shell.page.security')} />
      <MenuItem id="sign-out" label={say('shell.signOut')} />
    </Menu>
  );
}

function useSignOut(): () => Promise<void> {
  const navigate = useNavigate();
  const complain = useToastProblem();
  return async () => {
    session.leave();
    try {
      await home.signOut();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      session.stay();
      complain(error);
    }
  };
}
