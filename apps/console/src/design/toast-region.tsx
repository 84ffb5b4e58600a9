import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as Content,
  UNSTABLE_ToastRegion as Region,
} from 'react-aria-components';
import { useSay } from '../words/words.js';
import { Icon } from './icons.js';
import { toastQueue } from './toasts.js';

const ICONS = { good: 'check', bad: 'warning', info: 'info' } as const;

/** Where toasts appear; once in the page. */
export function ToastShelf() {
  const say = useSay();
  return (
    <Region queue={toastQueue} className="toasts" aria-label={say('shell.notifications')}>
      {({ toast: shown }) => (
        <Toast toast={shown} className={`toast toast-${shown.content.tone}`}>
          <Icon name={ICONS[shown.content.tone]} />
          <Content className="toast-content">
            <Text slot="title">{shown.content.text}</Text>
            {shown.content.requestId && (
              <Text slot="description" className="small soft mono">
                {say('shell.requestId', { id: shown.content.requestId })}
              </Text>
            )}
          </Content>
          <AriaButton
            slot="close"
            className="button button-quiet button-icon"
            aria-label={say('shell.close')}
          >
            <Icon name="close" />
          </AriaButton>
        </Toast>
      )}
    </Region>
  );
}
