import type { LiveEvent } from '@seatkeeper/client';
import type { Change } from './shown-changes.js';

/** Whether what happens is told: `lost` when it has not been for so long that whoever looks has to know. */
export type Standing = 'opening' | 'on' | 'lost';

/** What the tab that has the stream tells all tabs, itself among them; `at` is up to where the stream was read. */
export type Told =
  | { readonly is: 'change'; readonly change: Change; readonly at: string | undefined }
  /** From here on changes are told. `anew`: nobody knows what happened before. */
  | { readonly is: 'ready'; readonly anew: boolean; readonly at: string | undefined }
  | { readonly is: 'lost' }
  /** The answer to a tab that has asked how it stands. */
  | { readonly is: 'here'; readonly standing: Standing; readonly at: string | undefined }
  | { readonly is: 'asked' };

/** What an event of a stream means that was opened after `since`. Null is told by nobody: the next word follows. */
export function toldOf(event: LiveEvent, since: string | undefined): Told | null {
  const at = event.id;
  switch (event.event) {
    case 'change':
      return { is: 'change', change: event.data, at };
    case 'ready':
      return { is: 'ready', anew: since === undefined, at };
    case 'reset':
      return { is: 'ready', anew: true, at };
    case 'interrupted':
      return null;
    default:
      // A newer gateway tells of more.
      return null;
  }
}
