import { type Permission, useMay } from '../api/me.js';
import { useSay } from '../words/words.js';
import { Note } from './states.js';

/** Says why who is signed in cannot do what needs all of some permissions: the first that is missing; null where none is. */
export function useWhyNot(): (...needs: readonly Permission[]) => string | null {
  const say = useSay();
  const may = useMay();
  return (...needs) => {
    const permission = needs.find((one) => !may(one));
    return permission === undefined ? null : say('shell.whyNot.permission', { permission });
  };
}

/** Tells who does not hold a permission that it is needed here. */
export function MissingPermission({ permission }: { readonly permission: Permission }) {
  const missing = useWhyNot()(permission);
  return (
    missing !== null && (
      <Note tone="info">
        <p>{missing}</p>
      </Note>
    )
  );
}
