import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { useMe } from '../api/me.js';
import { isAskedAgain, session } from '../api/session.js';
import { IconButton } from '../design/buttons.js';
import { Dialog } from '../design/dialogs.js';
import { Icon } from '../design/icons.js';
import { useSay } from '../words/words.js';
import { ActingBanner } from './acting-banner.js';
import { AccountMenu } from './account-menu.js';
import { ConnectionNote } from './connection.js';
import { usePages } from './navigation.js';
import { Palette, usePalette } from './palette.js';
import { ProveDialog } from './sign-in/prove-dialog.js';
import { SignInAgain } from './sign-in/sign-in-again.js';

/** Another account is another shell: nothing that was opened or typed in the one is there in the other. */
export function Shell() {
  const { account } = useMe();
  return <ShellOf key={account.id} />;
}

/** Everything around a page: ways to the others, who one is, and what has to be said above it. */
function ShellOf() {
  const say = useSay();
  const { account } = useMe();
  const [isDrawn, setDrawn] = useState(false);
  const palette = usePalette();
  const isLoading = useRouterState({ select: ({ isLoading }) => isLoading });
  const state = useSyncExternalStore(session.subscribe, session.read);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say('shell.skip')}
      </a>
      <nav className="rail" aria-label={say('shell.navigation')}>
        <p className="firm">
          <img src="/icon.svg" alt="" width="24" height="24" />
          <span className="cut">{account.name}</span>
        </p>
        <button type="button" className="search-opener" onClick={palette.open}>
          <Icon name="search" />
          <span className="spread cut">{say('shell.search')}</span>
          <kbd>{palette.keys}</kbd>
        </button>
        <Ways />
        <div className="spread" />
        <AccountMenu />
      </nav>
      <header className="bar">
        <IconButton icon="menu" label={say('shell.menu')} onPress={() => setDrawn(true)} />
        <span className="firm cut spread">{account.name}</span>
        <IconButton icon="search" label={say('shell.search')} onPress={palette.open} />
        <AccountMenu small />
      </header>
      <ModalOverlay className="veil veil-drawer" isOpen={isDrawn} onOpenChange={setDrawn} isDismissable>
        <Modal className="drawer">
          <AriaDialog aria-label={say('shell.navigation')} className="dialog">
            <header className="dialog-head">
              <span className="firm cut spread">{account.name}</span>
              <IconButton icon="close" label={say('shell.close')} onPress={() => setDrawn(false)} />
            </header>
            <nav aria-label={say('shell.navigation')}>
              <Ways onGo={() => setDrawn(false)} />
            </nav>
          </AriaDialog>
        </Modal>
      </ModalOverlay>
      <div className={`loading${isLoading ? ' loading-now' : ''}`} aria-hidden="true" />
      <div className="stage">
        <ActingBanner />
        <main id="content" tabIndex={-1}>
          <ConnectionNote />
          <Outlet />
        </main>
      </div>
      <Palette {...palette} />
      <ProveDialog />
      <Dialog title={say('sign-in.again')} isOpen={isAskedAgain(state)} opaque>
        <SignInAgain />
      </Dialog>
    </div>
  );
}

function Ways({ onGo }: { readonly onGo?: () => void }) {
  const say = useSay();
  const pages = usePages();
  return (
    <ul className="ways">
      {pages.map(({ to, title, icon }) => (
        <li key={to}>
          <Link
            to={to}
            className="way"
            activeOptions={{ exact: to === '/' }}
            {...(onGo && { onClick: onGo })}
          >
            <Icon name={icon} />
            {say(title)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
