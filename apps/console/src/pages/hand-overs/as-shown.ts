/** So many hundredths of what was shown may have changed when it is done; what has is left where it is. */
const DRIFT_PERCENT = 5;

/** Binds what is done to the preview that has shown it; nothing does where there was none. */
export const asShown = (manifest: string | null) =>
  manifest === null ? {} : { manifest, driftLimit: { percent: DRIFT_PERCENT } };
