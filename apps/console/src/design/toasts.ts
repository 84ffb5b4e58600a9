import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';

export interface ToastContent {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'info';
  /** By which an operator finds what happened. */
  readonly requestId?: string;
}

/** Long enough to be read twice, in ms. */
const SHOWN_MS = 6_000;

export const toastQueue = new ToastQueue<ToastContent>({ maxVisibleToasts: 3 });

export const toast = {
  /** Says something in passing. What went wrong stays until it is closed. The same is not said twice at a time. */
  say(content: ToastContent): void {
    if (toastQueue.visibleToasts.some((shown) => shown.content.text === content.text)) return;
    toastQueue.add(content, content.tone === 'bad' ? {} : { timeout: SHOWN_MS });
  },
};
