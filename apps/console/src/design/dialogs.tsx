import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSay } from '../words/words.js';
import { IconButton } from './buttons.js';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Left out where it cannot be dismissed. */
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly foot?: ReactNode;
  readonly look?: 'normal' | 'wide' | 'sheet';
  /** Hides what is beneath. */
  readonly opaque?: boolean;
}

/** A dialog above the page; at the end of the screen where its look is `sheet`, and all of a phone's. */
export function Dialog({ title, isOpen, onClose, children, foot, look = 'normal', opaque }: DialogProps) {
  const say = useSay();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose?.()}
      isDismissable={onClose !== undefined}
      isKeyboardDismissDisabled={onClose === undefined}
      className={`veil veil-${look}${opaque ? ' veil-opaque' : ''}`}
    >
      <Modal className={`modal modal-${look}`}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {onClose && <IconButton icon="close" label={say('shell.close')} onPress={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {foot !== undefined && <footer className="dialog-foot">{foot}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
