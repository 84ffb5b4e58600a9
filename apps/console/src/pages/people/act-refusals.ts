import { useSay } from '../../words/words.js';
import type { ActRefusal } from './person-acts.js';

/** Says why an act cannot be done. */
export function useRefusals(): (refusal: ActRefusal) => string {
  const say = useSay();
  return (refusal) => {
    switch (refusal.why) {
      case 'permission':
        return say('shell.whyNot.permission', { permission: refusal.permission });
      case 'status':
        return say('people.whyNot.status', { status: say(`people.status.${refusal.status}`) });
      case 'service':
        return say('people.whyNot.service');
      case 'self':
        return say('people.whyNot.self');
    }
  };
}
